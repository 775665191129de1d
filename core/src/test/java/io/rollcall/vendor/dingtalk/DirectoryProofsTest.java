package io.rollcall.vendor.dingtalk;

import static io.rollcall.http.Samples.ok;
import static io.rollcall.vendor.dingtalk.Dings.DINGTALK;
import static io.rollcall.vendor.dingtalk.Dings.answer;
import static io.rollcall.vendor.dingtalk.Dings.fault;
import static io.rollcall.vendor.dingtalk.Dings.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.http.Samples;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.DirectoryProofs.DepartmentQuestion;
import io.rollcall.vendor.DirectoryProofs.LeavePage;
import io.rollcall.vendor.DirectoryProofs.LeaveRecord;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.DirectoryProofs.VisibleScope;
import io.rollcall.vendor.DirectoryProofs.WholeCompany;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.Operation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryProofsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T16:00:00.999Z");
    private static final LeavePage LEAVES = new LeavePage(NOW.minus(365, ChronoUnit.DAYS), NOW, Cursor.FIRST);
    private static final PersonQuestion ZHANGSAN = new PersonQuestion(new PersonId("zhangsan"), "zh_CN");
    private static final DepartmentId ROOT = new DepartmentId(1);
    private static final DepartmentId BRANCH = new DepartmentId(919684607);
    private static final DepartmentQuestion RESEARCH = new DepartmentQuestion(new DepartmentId(37), "");

    private final Operation<WholeCompany, Long> headCount = DINGTALK.headCount();
    private final Operation<WholeCompany, VisibleScope> scope = DINGTALK.scope();
    private final Operation<LeavePage, Page<LeaveRecord>> leaves = DINGTALK.leaveRecords();
    private final Operation<PersonQuestion, Optional<PersonDetails>> person = DINGTALK.person();
    private final Operation<DepartmentQuestion, Optional<Department>> department = DINGTALK.department();

    @Test
    void headCount_countsAlsoPeopleWhoNeverLoggedIn() {
        HttpRequest request = headCount.request(WholeCompany.COMPANY).withToken("t");
        assertThat(request.method()).isEqualTo(HttpRequest.Method.POST);
        assertThat(request.uri()).hasToString("http://127.0.0.1:2/topapi/user/count?access_token=t");
        assertThat(request.body()).isEqualTo("{\"only_active\":false}");
        assertThat(answer(headCount.read(WholeCompany.COMPANY, ok("dingtalk/user-count/as-sent.json"))))
                .isEqualTo(1203);
        assertThat(answer(headCount.read(WholeCompany.COMPANY, ok("dingtalk/user-count/text-typed.json"))))
                .isEqualTo(1203);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-count", "negative"})
    void headCount_whenItIsNoNumberOfPeople_isUnreadable(String file) {
        assertThat(fault(headCount.read(WholeCompany.COMPANY, ok("dingtalk/user-count/" + file + ".json"))))
                .isInstanceOf(Fault.Unreadable.class);
    }

    @Test
    void headCount_whenThePermissionIsMissing_namesIt() {
        Fault fault = fault(headCount.read(WholeCompany.COMPANY, ok("dingtalk/user-count/errcode-60011.json")));
        assertThat(fault).isInstanceOf(Fault.PermissionMissing.class);
        assertThat(fault.remedy()).contains("qyapi_get_member");
    }

    @Test
    void scope_isTheWholeCompanyOnlyIfTheRootIsInIt() {
        HttpRequest request = scope.request(WholeCompany.COMPANY).withToken("t");
        assertThat(request.method()).isEqualTo(HttpRequest.Method.GET);
        assertThat(request.uri()).hasToString("http://127.0.0.1:2/auth/scopes?access_token=t");
        assertThat(request.body()).isNull();
        assertThat(scope("as-sent")).isEqualTo(new VisibleScope(true, List.of(ROOT), List.of()));
        assertThat(scope("text-typed"))
                .isEqualTo(
                        new VisibleScope(true, List.of(ROOT, new DepartmentId(37)), List.of(new PersonId("zhangsan"))));
        assertThat(scope("part"))
                .isEqualTo(new VisibleScope(
                        false,
                        List.of(new DepartmentId(37), new DepartmentId(9007199254740993L)),
                        List.of(new PersonId("zhangsan"), new PersonId("lisi"))));
        assertThat(scope("part").toString()).doesNotContain("zhangsan");
        assertThat(scope("nothing")).isEqualTo(new VisibleScope(false, List.of(), List.of()));
    }

    private VisibleScope scope(String file) {
        return answer(scope.read(WholeCompany.COMPANY, ok("dingtalk/scopes/" + file + ".json")));
    }

    @Test
    void scope_whenSomethingIsMissing_isUnreadable() {
        for (String file : List.of("no-scopes", "no-errcode")) {
            assertThat(fault(scope.read(WholeCompany.COMPANY, ok("dingtalk/scopes/" + file + ".json"))))
                    .isInstanceOf(Fault.Unreadable.class);
        }
        assertThat(fault(scope.read(WholeCompany.COMPANY, ok("dingtalk/scopes/errcode-40014.json")))
                        .kind())
                .isEqualTo(Fault.Kind.TOKEN);
    }

    @Test
    void leaveRecords_request_isInSecondsAndNamesTheFirstPage() {
        HttpRequest request = leaves.request(LEAVES);
        assertThat(request.method()).isEqualTo(HttpRequest.Method.GET);
        assertThat(request.uri())
                .hasToString("http://127.0.0.1:1/x/v1.0/contact/empLeaveRecords?startTime=2025-11-20T16%3A00%3A00Z"
                        + "&endTime=2026-11-20T16%3A00%3A00Z&nextToken=0&maxResults=50");
        assertThat(leaves.request(LEAVES.at(new Cursor("50"))).rawQuery()).contains("nextToken=50");
    }

    @Test
    void leaveRecords_whenTheSpanIsTooLongOrNegative_areNotAskedFor() {
        LeavePage tooLong = new LeavePage(NOW.minus(366, ChronoUnit.DAYS), NOW, Cursor.FIRST);
        assertThatThrownBy(() -> leaves.request(tooLong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LeavePage(NOW, NOW.minusMillis(1), Cursor.FIRST))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(DINGTALK.longestLeaveSpan()).hasDays(365);
    }

    @Test
    void leaveRecords_areReadPageByPage() {
        Page<LeaveRecord> page = leaves("as-sent");
        Instant at = Instant.parse("2026-11-20T08:00:00Z");
        assertThat(page.items())
                .containsExactly(
                        new LeaveRecord(new PersonId("zhangsan"), at), new LeaveRecord(new PersonId("lisi"), at));
        assertThat(page.next()).isEqualTo(new Cursor("50"));
        Page<LeaveRecord> last = leaves("last-page");
        assertThat(last.items())
                .containsExactly(
                        new LeaveRecord(new PersonId("1203"), Instant.ofEpochMilli(1763625600000L)),
                        new LeaveRecord(new PersonId("wangwu"), at.plusMillis(500)));
        assertThat(last.next()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"none,0", "back-to-zero,1"})
    void leaveRecords_whenThePageIsEmptyOrPointsToTheFirst_end(String file, int rows) {
        assertThat(leaves(file).items()).hasSize(rows);
        assertThat(leaves(file).next()).isNull();
    }

    private Page<LeaveRecord> leaves(String file) {
        return answer(leaves.read(LEAVES, ok("dingtalk/leave-records/" + file + ".json")));
    }

    @Test
    void leaveRecords_whenARowHasNoIdOrTime_areTheOthers() {
        assertThat(leaves("odd-rows").items()).extracting(LeaveRecord::person).containsExactly(new PersonId("c"));
        assertThat(skipped(leaves.read(LEAVES, ok("dingtalk/leave-records/odd-rows.json"))))
                .containsExactly(
                        "row 1 whose userId is missing",
                        "row 2 whose leaveTime is no time with a zone",
                        "row 3 whose leaveTime is no time with a zone");
    }

    @Test
    void leaveRecords_whenTheyCannotBeReadOn_areUnreadable() {
        LeavePage second = LEAVES.at(new Cursor("50"));
        for (String file : List.of("no-records", "stuck", "no-readable-row")) {
            assertThat(fault(leaves.read(second, ok("dingtalk/leave-records/" + file + ".json"))))
                    .as(file)
                    .isInstanceOf(Fault.Unreadable.class);
        }
    }

    @Test
    void leaveRecords_whenThePermissionIsMissing_namesIt() {
        HttpResponse denied =
                HttpResponse.of(403, Map.of(), Samples.text("dingtalk/leave-records/403-permission.json"));
        assertThat(((Fault.PermissionMissing) fault(leaves.read(LEAVES, denied))).missing())
                .containsExactly("Contact.Common.Read");
    }

    @Test
    void person_isReadWithWhatDependsOnTheDepartment() {
        HttpRequest request = person.request(ZHANGSAN).withToken("t");
        assertThat(request.uri()).hasToString("http://127.0.0.1:2/topapi/v2/user/get?access_token=t");
        assertThat(request.body()).isEqualTo("{\"userid\":\"zhangsan\",\"language\":\"zh_CN\"}");
        PersonDetails read = person("as-sent");
        assertThat(read.person().unionId()).isEqualTo(new UserId("UN1"));
        assertThat(read.person().departments()).containsExactly(ROOT, BRANCH);
        assertThat(read.person().leader()).isNull();
        assertThat(read.toString()).isEqualTo("PersonDetails[zhangsan]");
        Person inRoot = read.listedIn(ROOT);
        assertThat(inRoot.departmentOrder()).isEqualTo(179997318850453160L);
        assertThat(inRoot.leader()).isFalse();
        assertThat(read.listedIn(BRANCH).leader()).isTrue();
        assertThat(read.listedIn(new DepartmentId(5)).leader()).isNull();
    }

    /** A live change is compared with the walk's record of the same person, so both must say the same. */
    @Test
    void person_listedInADepartment_equalsThePersonOfItsList() {
        Person walked = answer(DINGTALK.people()
                        .read(
                                DINGTALK.firstPage(ROOT),
                                HttpResponse.of(
                                        200,
                                        Map.of(),
                                        "{\"errcode\":0,\"result\":{\"has_more\":false,\"list\":["
                                                + "{\"userid\":\"zhangsan\",\"unionid\":\"UN1\",\"dept_id_list\":[2,3],"
                                                + "\"dept_order\":1,\"leader\":true,\"active\":true}]}}")))
                .people()
                .get(0);
        assertThat(person("text-typed").listedIn(new DepartmentId(2))).isEqualTo(walked);
    }

    private PersonDetails person(String file) {
        return answer(person.read(ZHANGSAN, ok("dingtalk/user/" + file + ".json")))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"errcode-60121", "wrapped-60121"})
    void person_whenTheVendorKnowsNone_isEmpty(String file) {
        assertThat(answer(person.read(ZHANGSAN, ok("dingtalk/user/" + file + ".json"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "errcode-50002,PERMISSION",
        "errcode-60011,PERMISSION",
        "errcode-33012,NOT_FOUND",
        "errcode-40003,NOT_FOUND",
        "errcode-400002,BAD_REQUEST",
        "errcode--1,SERVER",
        "another-person,UNREADABLE",
        "no-userid,UNREADABLE",
        "no-result,UNREADABLE"
    })
    void person_whenAnythingElseIsWrong_isAFaultAndNoProof(String file, Fault.Kind kind) {
        assertThat(fault(person.read(ZHANGSAN, ok("dingtalk/user/" + file + ".json")))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void person_whenTooManyCallsAreMade_isAFaultAlsoWithTheCodeOfNoPerson() {
        HttpResponse busy = HttpResponse.of(429, Map.of(), Samples.text("dingtalk/user/errcode-60121.json"));
        assertThat(fault(person.read(ZHANGSAN, busy))).isInstanceOf(Fault.Throttled.class);
    }

    @Test
    void person_whenTheIdIsTooLong_isNotAskedFor() {
        PersonQuestion long65 = new PersonQuestion(new PersonId("u".repeat(65)), "");
        assertThatThrownBy(() -> person.request(long65))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("uuu");
        assertThat(person.request(new PersonQuestion(new PersonId("u".repeat(64)), ""))
                        .body())
                .doesNotContain("language");
    }

    @Test
    void department_isReadWithItsParent() {
        assertThat(department.request(RESEARCH).uri()).hasToString("http://127.0.0.1:2/topapi/v2/department/get");
        assertThat(department.request(RESEARCH).body()).isEqualTo("{\"dept_id\":37}");
        assertThat(department.request(new DepartmentQuestion(ROOT, "en_US")).body())
                .isEqualTo("{\"dept_id\":1,\"language\":\"en_US\"}");
        assertThat(answer(department.read(RESEARCH, ok("dingtalk/department/as-sent.json"))))
                .contains(new Department(new DepartmentId(37), "研发", ROOT, true, false));
        assertThat(answer(department.read(new DepartmentQuestion(ROOT, ""), ok("dingtalk/department/root.json"))))
                .contains(new Department(ROOT, "Company", null, null, null));
        assertThat(answer(department.read(RESEARCH, ok("dingtalk/department/errcode-60003.json"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"errcode-50004,PERMISSION", "errcode--1,SERVER", "another,UNREADABLE", "no-id,UNREADABLE"})
    void department_whenAnythingElseIsWrong_isAFault(String file, Fault.Kind kind) {
        assertThat(fault(department.read(RESEARCH, ok("dingtalk/department/" + file + ".json")))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void onlyTheScope_isMetered() {
        assertThat(scope.metered()).isTrue();
        assertThat(List.of(headCount, leaves, person, department)).noneMatch(Operation::metered);
        assertThat(List.of(headCount, scope, leaves, person, department))
                .allMatch(operation -> operation.afterUnknownOutcome() == Operation.Repeat.REPEAT)
                .extracting(operation -> operation.name().toString())
                .containsExactly(
                        "dingtalk.user-count",
                        "dingtalk.scopes",
                        "dingtalk.leave-records",
                        "dingtalk.user",
                        "dingtalk.department");
    }
}
