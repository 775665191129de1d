package io.rollcall.vendor.dingtalk;

import static io.rollcall.http.Samples.ok;
import static io.rollcall.vendor.dingtalk.Dings.DINGTALK;
import static io.rollcall.vendor.dingtalk.Dings.answer;
import static io.rollcall.vendor.dingtalk.Dings.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.EnterpriseAccount;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.DepartmentDirectory.People;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
    private static final DepartmentId ROOT = new DepartmentId(1);
    private static final PeoplePage PAGE = new PeoplePage(ROOT, 0, 100, "zh_CN", Map.of("order-field", "custom"));
    private final Operation<PeoplePage, People> people = DINGTALK.people();
    private final Operation<SubDepartments, List<Department>> departments = DINGTALK.subDepartments();
    private final Operation<DepartmentId, List<DepartmentId>> ids = DINGTALK.subDepartmentIds();

    @Test
    void people_request_sendsRealTypesAndTheTokenInTheQuery() {
        HttpRequest request = people.request(PAGE).withToken("a+b/=");
        assertThat(request.uri()).hasToString("http://127.0.0.1:2/topapi/v2/user/list?access_token=a%2Bb%2F%3D");
        assertThat(request.body())
                .isEqualTo("{\"dept_id\":1,\"cursor\":0,\"size\":100,\"order_field\":\"custom\","
                        + "\"contain_access_limit\":false,\"language\":\"zh_CN\"}");
        assertThat(request.toString()).doesNotContain("a+b");
        assertThat(people.request(new PeoplePage(ROOT, 7, 1, "", Map.of("contain-access-limit", "true")))
                        .body())
                .isEqualTo("{\"dept_id\":1,\"cursor\":7,\"size\":1,\"contain_access_limit\":true}");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,101", "-1,10"})
    void people_request_whenOutOfRange_isRefused(long cursor, int size) {
        assertThatThrownBy(() -> people.request(new PeoplePage(ROOT, cursor, size, "", Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void people_whenThePagesSampleAsPrinted_areRead() {
        People read = answer(people.read(PAGE, ok("dingtalk/department-users/page-sample.json")));
        assertThat(read.next()).isEqualTo(10);
        assertThat(read.people())
                .containsExactly(new Person(
                        new PersonId("zhangsan"),
                        new UserId("z21HjQliSzpw0YWCNxmii6u2Os62cZ62iSZ"),
                        "John",
                        List.of(new DepartmentId(2), new DepartmentId(3), new DepartmentId(4)),
                        "Technical Director",
                        "4",
                        "test@xxx.com",
                        "test@xxx.com",
                        "86",
                        "13800138000",
                        false,
                        "010-86123456-2345",
                        "Future Park",
                        "Remark",
                        "xxx",
                        1L,
                        Map.of("Hobby", "Travel", "Age", "24"),
                        Instant.parse("2020-08-16T10:26:56.828Z"),
                        true,
                        true,
                        true,
                        true,
                        false,
                        null));
    }

    @Test
    void people_whenAsSent_areReadExactly() {
        People read = answer(people.read(PAGE, ok("dingtalk/department-users/as-sent.json")));
        assertThat(read.next()).isEqualTo(2);
        Person first = read.people().get(0);
        assertThat(first.departmentOrder()).isEqualTo(179997318850453160L);
        assertThat(first.departments()).containsExactly(ROOT, new DepartmentId(919684607));
        assertThat(first.avatar()).isNull();
        assertThat(first.extension()).containsExactly(Map.entry("爱好", "旅行"), Map.entry("Age", "24"));
        Person second = read.people().get(1);
        assertThat(second.unionId()).isNull();
        assertThat(second.departments()).isEmpty();
        assertThat(second.enterpriseAccount()).isTrue();
        assertThat(second.enterprise())
                .isEqualTo(new EnterpriseAccount("lisi@corp", "sso", "Li", "ding123", "Corp", true));
        assertThat(answer(people.read(PAGE, ok("dingtalk/department-users/last-page.json"))))
                .isEqualTo(new People(List.of(), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-list", "no-cursor", "stuck-cursor", "no-has-more", "no-errcode"})
    void people_whenSomethingIsMissingOrStandsStill_areUnreadable(String file) {
        assertThat(fault(people.read(PAGE, ok("dingtalk/department-users/" + file + ".json"))))
                .isInstanceOf(Fault.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({"400002,BAD_REQUEST", "50004,PERMISSION", "40035,BAD_REQUEST", "60019,BAD_REQUEST", "-1,SERVER"})
    void documentedErrors_areTheirFaults(String errcode, Fault.Kind kind) {
        Fault fault = fault(people.read(PAGE, ok("dingtalk/department-users/errcode-" + errcode + ".json")));
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.origin().code()).isEqualTo(errcode);
        assertThat(fault.origin().requestId()).isEqualTo("rq" + errcode);
    }

    @Test
    void people_whenTheTokenIsRejected_theSubCodeDecides() {
        Fault fault = fault(people.read(PAGE, ok("dingtalk/department-users/token-rejected.json")));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.TOKEN);
        assertThat(fault.origin().code()).isEqualTo("40014");
        assertThat(fault.origin().requestId()).isEqualTo("rq88");
    }

    @Test
    void subDepartments_areReadInBothTypings() {
        SubDepartments question = new SubDepartments(ROOT, "zh_CN");
        assertThat(departments.request(question).uri()).hasToString("http://127.0.0.1:2/topapi/v2/department/listsub");
        assertThat(departments.request(question).body()).isEqualTo("{\"dept_id\":1,\"language\":\"zh_CN\"}");
        Department research = new Department(new DepartmentId(37), "研发", ROOT, true, false);
        assertThat(answer(departments.read(question, ok("dingtalk/sub-departments/as-sent.json"))))
                .containsExactly(research, new Department(new DepartmentId(38), null, null, null, null));
        assertThat(answer(departments.read(question, ok("dingtalk/sub-departments/text-typed.json"))))
                .containsExactly(research);
        assertThat(answer(departments.read(question, ok("dingtalk/sub-departments/none.json"))))
                .isEmpty();
        assertThat(fault(departments.read(question, ok("dingtalk/sub-departments/no-result.json"))))
                .isInstanceOf(Fault.Unreadable.class);
        Fault unknown = fault(departments.read(question, ok("dingtalk/sub-departments/errcode-60003.json")));
        assertThat(((Fault.NotFound) unknown).subject()).isEqualTo(Fault.NotFound.Subject.DEPARTMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"errcode\":0,\"result\":{}}", "{\"errcode\":0,\"result\":[{\"name\":\"x\"}]}"})
    void subDepartments_whenOneHasNoId_areTheOthers(String body) {
        assertThat(Dings.skipped(departments.read(new SubDepartments(ROOT, ""), HttpResponse.of(200, Map.of(), body))))
                .containsExactly("row 1 whose dept_id is missing");
    }

    @Test
    void subDepartmentIds_areExact() {
        assertThat(ids.request(ROOT).uri()).hasToString("http://127.0.0.1:2/topapi/v2/department/listsubid");
        assertThat(ids.request(ROOT).body()).isEqualTo("{\"dept_id\":1}");
        assertThat(answer(ids.read(ROOT, ok("dingtalk/sub-department-ids/as-sent.json"))))
                .containsExactly(new DepartmentId(37), new DepartmentId(9007199254740993L));
        assertThat(answer(ids.read(ROOT, ok("dingtalk/sub-department-ids/text-typed.json"))))
                .containsExactly(new DepartmentId(37), new DepartmentId(38));
        assertThat(fault(ids.read(ROOT, ok("dingtalk/sub-department-ids/no-list.json"))))
                .isInstanceOf(Fault.Unreadable.class);
    }

    @Test
    void contacts_areNotMetered() {
        assertThat(people.metered()).isFalse();
        assertThat(departments.metered()).isFalse();
        assertThat(ids.metered()).isFalse();
        assertThat(List.of(
                        people.name().toString(),
                        departments.name().toString(),
                        ids.name().toString()))
                .containsExactly(
                        "dingtalk.department-users", "dingtalk.sub-departments", "dingtalk.sub-department-ids");
    }
}
