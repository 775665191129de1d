package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.sandbox.internal.company.Department;
import io.rollcall.sandbox.internal.company.Directory;
import io.rollcall.sandbox.internal.company.HuaweiUser;
import io.rollcall.sandbox.internal.company.Person;
import io.rollcall.sandbox.script.Effect;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Occurrences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompanyFileTest {
    private static List<String> problems(String json) {
        InvalidCompanyException problem =
                catchThrowableOfType(InvalidCompanyException.class, () -> Company.parse(json.replace('\'', '"')));
        assertThat(problem).as("accepted: " + json).isNotNull();
        problem.problems().forEach(line -> assertThat(problem).hasMessageContaining(line));
        return problem.problems();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'peple':[]}                                             | peple: is unknown; did you mean 'people'?",
                "[]                                                       | the file: must be an object",
                "{'name':1}                                               | name: must be a string",
                "{'people':{}}                                            | people: must be an array",
                "{'people':[{'userId':'a'}]}                              | people[0].unionId: is required",
                "{'people':[{'userId':' ','unionId':'A'}]}                | people[0].userId: must not be empty",
                "{'people':[{'userId':'a','unionId':'A','departments':[9]}]} | people[0].departments: 9 does not exist",
                "{'people':[{'userId':'a','unionId':'A','order':1.5}]}    | people[0].order: must be a whole number",
                "{'people':[{'userId':'a','unionId':'A','extension':'x'}]}| people[0].extension: must be an object",
                "{'people':[{'userId':'a','unionId':'A','huawei':{'statuz':1}}]} | people[0].huawei.statuz: is unknown; did you mean 'status'?",
                "{'departments':[{'name':'x'}]}                           | departments[0].id: is required",
                "{'departments':[{'id':2},{'id':2}]}                      | departments[1].id: 2 is already used by another department",
                "{'departments':[{'id':2,'parent':7}]}                    | departments: 7, the parent of 2, does not exist",
                "{'departments':[{'id':2,'parent':3},{'id':3,'parent':2}]}| departments: 2 is its own ancestor",
                "{'generate':{'departments':5},'departments':[{'id':1001}]} | departments[0].id: 1001 is the id of a generated department; these start at 1001",
                "{'generate':{'people':-1}}                               | generate.people: must be 0..9999999, not -1",
                "{'dingtalk':{'appType':'inhouse'}}                       | dingtalk.appType: must be internal or third-party, not 'inhouse'",
                "{'dingtalk':{'withhold':['mail']}}                       | dingtalk.withhold: must be one of mobile, personal, not 'mail'",
                "{'dingtalk':{'callsPerSecond':'20'}}                     | dingtalk.callsPerSecond: must be a whole number",
                "{'dingtalk':{'stream':{'subscriptions':['all']}}}        | dingtalk.stream.subscriptions: must be one of contacts, member, status, not 'all'",
                "{'dingtalk':{'stream':{'repeatMillis':[0]}}}             | dingtalk.stream.repeatMillis: must contain only numbers in 1..31536000000",
                "{'dingtalk':{'stream':{'faults':{'lossPercent':101}}}}   | dingtalk.stream.faults.lossPercent: must be 0..100, not 101",
                "{'dingtalk':{'stream':{'faults':{'oddFrames':['odd']}}}} | dingtalk.stream.faults.oddFrames: must be one of array, not-json, oversized, unknown-topic, unknown-type, without-headers, not 'odd'",
                "{'huawei':{'echo':'mirror'}}                             | huawei.echo: must be one of absent, asked, uuid, not 'mirror'",
                "{'huawei':{'autoRegister':'no'}}                         | huawei.autoRegister: must be true or false",
                "{'meetings':[{'title':'x'}]}                             | meetings[0].id: is required",
                "{'meetings':[{'id':'m'},{'id':'m'}]}                     | meetings[1]: id",
                "{'meetings':[{'id':'m','members':[{}]}]}                 | meetings[0].members[0]: requires unionId, phone or nick",
                "{'changes':[{'action':'fire','userId':'a'}]}             | changes[0].action: must be one of add-department, change, fail-department, hide-department, join, leave, move, move-department, new-user-id, remove-department, rename, rename-department, restore-department, return, show-department, not 'fire'",
                "{'changes':[{'userId':'a'}]}                             | changes[0].action: is required",
                "{'changes':[{'action':'leave','userId':'a','reason':'x'}]} | changes[0].reason: must be one of oapi, cancel, leave, delete, unknown, not 'x'",
                "{'changes':[{'action':'move','userId':'a'}]}             | changes[0].departments: is required",
                "{'leaves':[{'userId':'a'}]}                              | leaves[0].leftAt: is required",
                "{'faults':[{'call':'dingtalk.invites','then':'qps'}]}    | faults[0].call: 'dingtalk.invites' is unknown; did you mean 'dingtalk.invite'?",
                "{'faults':[{'call':'dingtalk.invite'}]}                  | faults[0].then: is required",
                "{'faults':[{'call':'dingtalk.invite','then':'resett-after'}]} | faults[0].then: 'resett-after' is unknown; did you mean 'reset-after'?",
                "{'faults':[{'call':'huawei.token','then':'quota'}]}      | faults[0].then: 'quota' does not apply to huawei.token",
                "{'faults':[{'call':'huawei.token','then':'qps','at':'0'}]} | faults[0].at: must be like 3, 2-4, 3- (from the third on), all or every 5, not '0'",
                "{'faults':[{'call':'huawei.token','then':'qps','where':{'user':'x'}}]} | faults[0].where.user: is unknown; did you mean 'userId'?",
                "{'faults':[{'call':'huawei.token','then':{'status':99}}]} | faults[0].then.status: must be 200..599, not 99",
            })
    void parse_whenSomethingIsWrong_namesThePlace(String json, String problem) {
        if (problem.endsWith(": id")) {
            assertThat(problems(json)).containsExactly("meetings[1].id: 'm' is already used by another meeting");
        } else {
            assertThat(problems(json)).containsExactly(problem);
        }
    }

    @Test
    void parse_whenThereIsAByteOrderMark_toleratesIt() {
        assertThat(Company.parse("\uFEFF{\"name\":\"Acme\"}").name()).isEqualTo("Acme");
    }

    @Test
    void parse_whenManyThingsAreWrong_namesThemAll() {
        assertThat(problems("{'nme':'x','dingtalk':{'clientID':'y','monthlyQuota':-1},'people':[{},{'userId':1}]}"))
                .hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":", "{} {}", "people: []"})
    void parse_whenItIsNotJson_namesTheLine(String text) {
        assertThatThrownBy(() -> Company.parse(text))
                .isInstanceOf(InvalidCompanyException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("is not JSON");
    }

    @Test
    void read_whenThereIsNoFile_namesIt() {
        assertThatThrownBy(() -> Company.read(Path.of("no-such-company.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no-such-company.json");
    }

    @Test
    void read_whenItIsTheDocumentedExample_isWhole() {
        Company company = Company.read(Path.of("src/test/resources/io/rollcall/sandbox/company/rehearsal.json")
                .toAbsolutePath());
        assertThat(company.name()).isEqualTo("Rehearsal");
        assertThat(company.definition().directory().size()).isEqualTo(202);
        assertThat(company.definition().meetings()).hasSize(3);
        assertThat(company.definition().meetings().get(0).timeline()).hasSize(2);
        assertThat(company.definition().faults()).hasSize(4);
        assertThat(company.definition().faults().get(0).where()).containsEntry(Match.MEETING, "board");
        assertThat(company.definition().faults().get(0).at()).isEqualTo(Occurrences.only(1));
        assertThat(company.definition().faults().get(3).then()).isInstanceOf(Effect.CustomResponse.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dingtalk", "dingtalk.stream", "dingtalk.stream.faults", "huawei"})
    void documentation_ofASection_listsItsKeys(String section) throws IOException {
        String page = Files.readString(Path.of("../docs/sandbox.md"));
        String table = page.substring(page.indexOf("\n### `" + section + "`\n"));
        List<String> documented = table.substring(0, table.indexOf("\n##", 1))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Arrays.stream(line.split("\\|")[1].split(",")))
                .map(key -> key.replace("`", "").strip())
                .toList();
        String before = "{'" + section.replace(".", "':{'") + "':{'";
        String after = "':{}}" + "}".repeat(section.split("\\.").length);
        assertThat(documented).hasSizeGreaterThan(8).allSatisfy(key -> assertThat(problems(before + key + after))
                .singleElement(STRING)
                .startsWith(section + "." + key + ": must "));
        JsonNode example = new JsonMapper()
                .readTree(Path.of("src/test/resources/io/rollcall/sandbox/company/rehearsal.json")
                        .toFile())
                .at("/" + section.replace('.', '/'));
        assertThat(example.properties())
                .filteredOn(field -> !field.getValue().isObject())
                .extracting(Map.Entry::getKey)
                .isSubsetOf(documented)
                .isNotEmpty();
    }

    @Test
    void builtIns_whenRead_areWhole() {
        assertThat(Company.builtIn().definition().meetings()).hasSize(3);
        assertThat(Company.demo().definition().directory().size()).isEqualTo(1005);
        assertThat(Company.demo().definition().directory().byUnionId("un0000042iEiE"))
                .isNotNull();
    }

    @Test
    void directory_whenGenerated_hasEachPersonInTheirDepartments() {
        Directory directory = Company.parse(
                        """
                        {"generate":{"people":503,"departments":37,"fanOut":3,"severalDepartmentsEvery":4}}""")
                .definition()
                .directory();
        Set<String> seen = new HashSet<>();
        Set<Long> departments = new HashSet<>();
        int rows = walk(directory, Department.ROOT, departments, seen);
        assertThat(departments).hasSize(37);
        assertThat(seen).hasSize(503);
        assertThat(rows).as("some are in two departments").isGreaterThan(600);
    }

    private static int walk(Directory directory, long id, Set<Long> departments, Set<String> seen) {
        assertThat(departments.add(id)).isTrue();
        int rows = 0;
        long from = 0;
        while (from >= 0) {
            Directory.Page page = directory.page(id, Directory.Order.CUSTOM, true, from, 7);
            for (Person person : page.people()) {
                assertThat(person.departments()).contains(id);
                assertThat(directory.byUnionId(person.unionId())).isEqualTo(person);
                HuaweiUser account = directory.byThirdAccount(person.userId());
                assertThat(account).isNotNull();
                assertThat(directory.byUuid(account.uuid())).isEqualTo(account);
                seen.add(person.userId());
                rows++;
            }
            from = page.next();
        }
        for (Department child : directory.children(id)) {
            assertThat(child.parent()).isEqualTo(id);
            assertThat(directory.department(child.id())).isEqualTo(child);
            rows += walk(directory, child.id(), departments, seen);
        }
        return rows;
    }

    @Test
    void directory_whenFewerPeopleThanDepartments_hasEachPerson() {
        Directory directory = Company.parse("{\"generate\":{\"people\":3,\"departments\":50}}")
                .definition()
                .directory();
        Set<String> seen = new HashSet<>();
        walk(directory, Department.ROOT, new HashSet<>(), seen);
        assertThat(seen).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"userid,user0000007", "unionid,un0000007iEiE", "job-number,J0000007", "mobile,13800000007"})
    void directory_whenKeyedOtherwise_findsByThatKey(String key, String value) {
        Directory directory = Company.parse("{\"generate\":{\"people\":10},\"huawei\":{\"key\":\"" + key + "\"}}")
                .definition()
                .directory();
        assertThat(directory.byThirdAccount(value)).isNotNull();
        assertThat(directory.byThirdAccount(value + "x")).isNull();
        assertThat(directory.byThirdAccount(value.replace('7', '1') + "")).isNotNull();
        assertThat(directory.byThirdAccount(value.replace("0000007", "0000010")))
                .isNull();
    }
}
