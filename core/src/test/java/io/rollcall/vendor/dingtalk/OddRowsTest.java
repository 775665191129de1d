package io.rollcall.vendor.dingtalk;

import static io.rollcall.vendor.dingtalk.Dings.DINGTALK;
import static io.rollcall.vendor.dingtalk.Dings.answer;
import static io.rollcall.vendor.dingtalk.Dings.fault;
import static io.rollcall.vendor.dingtalk.Dings.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.http.HttpResponse;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.SkippedRows;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that cannot be read costs that row, in every list. */
class OddRowsTest {
    private static final DepartmentId ROOT = new DepartmentId(1);
    private static final String LONG = "x".repeat(257);

    /** What may stand in the place of an object. */
    private static final String ODD = "null,\"x\",17,[],true,{}";

    @Test
    void people_ofWhichARowIsOdd_areTheOthers() {
        ParsedResponse<?> reading = DINGTALK.people()
                .read(
                        new PeoplePage(ROOT, 0, 100, "", Map.of()),
                        result("{\"has_more\":false,\"list\":[{\"userid\":\"a\",\"unionid\":\"UNa\"},"
                                + "{\"name\":\"Li Private\",\"unionid\":\"UNb\"},{\"userid\":\" \"},{\"userid\":{}},"
                                + "{\"userid\":\"" + LONG + "\"},{\"userid\":\"a\\u0000b\"}," + ODD
                                + ",{\"userid\":17}]}"));
        assertThat(((ParsedResponse.Answer<?>) reading).value().toString()).doesNotContain("Private");
        assertThat(skipped(reading))
                .containsExactly(
                        "row 2 whose userid is missing (unionid UNb)",
                        "row 3 whose userid is blank",
                        "row 4 whose userid is neither text nor a number",
                        "row 5 whose userid is longer than 256 characters",
                        "row 6 whose userid holds invisible characters");
        SkippedRows skipped = ((ParsedResponse.Answer<?>) reading).skipped();
        assertThat(skipped.count()).isEqualTo(11);
        assertThat(skipped.sentences()).hasSize(6).last().asString().contains("6 more rows");
        assertThat(skipped.toString()).doesNotContain("Private");
    }

    @Test
    void departments_withNegativeIds_areDepartments_andOddRowsAreSkipped() {
        ParsedResponse<java.util.List<Department>> reading = DINGTALK.subDepartments()
                .read(
                        new SubDepartments(ROOT, ""),
                        result("[{\"dept_id\":2},{\"dept_id\":-7},{\"dept_id\":\"-8\"},{\"dept_id\":9007199254740993},"
                                + "{\"dept_id\":9223372036854775808},{\"dept_id\":\"x\"},{\"dept_id\":1.5},{\"dept_id\":2},"
                                + ODD + "]"));
        assertThat(answer(reading))
                .extracting(department -> department.id().value())
                .containsExactly(2L, -7L, -8L, 9007199254740993L, 2L);
        assertThat(skipped(reading))
                .startsWith(
                        "row 5 whose dept_id is no whole number of 64 bits",
                        "row 6 whose dept_id is no whole number of 64 bits",
                        "row 7 whose dept_id is no whole number of 64 bits",
                        "row 9 is no object");
    }

    @Test
    void departmentIds_ofWhichSomeAreOdd_areTheOthers() {
        ParsedResponse<java.util.List<DepartmentId>> reading =
                DINGTALK.subDepartmentIds().read(ROOT, result("{\"dept_id_list\":[2,-7,\"8\",null,\"x\",{},[],true]}"));
        assertThat(answer(reading)).extracting(DepartmentId::value).containsExactly(2L, -7L, 8L);
        assertThat(((ParsedResponse.Answer<?>) reading).skipped().count()).isEqualTo(5);
        assertThat(answer(DINGTALK.subDepartmentIds().read(ROOT, result("{\"dept_id_list\":5}"))))
                .containsExactly(new DepartmentId(5));
        assertThat(fault(DINGTALK.subDepartmentIds().read(ROOT, result("{\"dept_id_list\":\"none\"}"))))
                .isInstanceOf(Fault.Unreadable.class);
    }

    @Test
    void meetings_ofWhichARowIsOdd_areTheOthers() {
        ParsedResponse<Page<Meeting>> reading = DINGTALK.organizationMeetings()
                .read(
                        Cursor.FIRST,
                        json("{\"onGoingConfList\":[{\"conferenceId\":\"m1\"},{\"title\":\"Private\"},"
                                + "{\"conferenceId\":\"" + LONG + "\"},{\"conferenceId\":\"m\\u0000\"}," + ODD
                                + ",{\"conferenceId\":\"m2\"}],\"hasMore\":false}"));
        assertThat(answer(reading).items())
                .extracting(meeting -> meeting.id().value())
                .containsExactly("m1", "m2");
        assertThat(skipped(reading))
                .startsWith(
                        "row 2 whose conferenceId is missing",
                        "row 3 whose conferenceId is longer than 256 characters");
        assertThat(((ParsedResponse.Answer<?>) reading).skipped().count()).isEqualTo(9);
    }

    @Test
    void members_ofWhichARowIsOdd_areTheOthers_andGuestsHaveNoId() {
        ParsedResponse<Page<Participant>> reading = DINGTALK.members()
                .read(
                        new MeetingPage(new MeetingId("m1"), Cursor.FIRST),
                        json("{\"memberModels\":[{\"unionId\":\"UNa\"},{\"unionId\":\"\"},{\"userNick\":\"Guest\"},"
                                + "{\"unionId\":[]},{\"unionId\":\"a\\u0007\"},null,\"x\",17,[]]}"));
        assertThat(answer(reading).items())
                .extracting(Participant::user)
                .containsExactly(new UserId("UNa"), null, null);
        assertThat(((ParsedResponse.Answer<?>) reading).skipped().count()).isEqualTo(6);
    }

    @Test
    void ongoingMeetings_ofWhichARowIsOdd_areTheOthers() {
        ParsedResponse<java.util.List<Participant>> reading = DINGTALK.ongoingMeetings()
                .read(
                        new UserId("UNa"),
                        json(
                                "{\"onGoingConfIdList\":[\"m1\",null,{}],\"memberModelMap\":{\"k1\":{\"conferenceId\":\"m1\","
                                        + "\"attendStatus\":3},\"k2\":null,\"k3\":[\"x\",{\"conferenceId\":\"m2\"}]}}"));
        assertThat(answer(reading)).extracting(row -> row.meeting().value()).containsExactlyInAnyOrder("m1", "m2");
        assertThat(((ParsedResponse.Answer<?>) reading).skipped().count()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"memberModels\":[],\"totalCount\":1,\"nextToken\":\"17\"}",
                "{\"memberModels\":[null],\"nextToken\":\"17\"}"
            })
    void members_whenAPageWithoutAnybodyPromisesAnother_areUnreadable(String body) {
        assertThat(fault(DINGTALK.members().read(new MeetingPage(new MeetingId("m"), Cursor.FIRST), json(body))))
                .isInstanceOf(Fault.Unreadable.class);
    }

    @Test
    void otherLists_whenAnEmptyPagePromisesAnother_areUnreadable() {
        assertThat(fault(DINGTALK.organizationMeetings()
                        .read(Cursor.FIRST, json("{\"onGoingConfList\":[],\"hasMore\":true,\"nextToken\":\"t\"}"))))
                .isInstanceOf(Fault.Unreadable.class);
        assertThat(fault(DINGTALK.people()
                        .read(
                                new PeoplePage(ROOT, 0, 100, "", Map.of()),
                                result("{\"has_more\":true,\"list\":[],\"next_cursor\":9}"))))
                .isInstanceOf(Fault.Unreadable.class);
    }

    @Test
    void answerOfMillionsOfEmptyRows_isNotRead() {
        String rows = "[" + "{},".repeat(300_000) + "{}]";
        Fault fault = fault(DINGTALK.members()
                .read(new MeetingPage(new MeetingId("m"), Cursor.FIRST), json("{\"memberModels\":" + rows + "}")));
        assertThat(fault).isInstanceOf(Fault.Unreadable.class);
        assertThat(fault.remedy()).contains("more values");
    }

    private static HttpResponse result(String result) {
        return json("{\"errcode\":0,\"errmsg\":\"ok\",\"result\":" + result + "}");
    }

    private static HttpResponse json(String body) {
        return HttpResponse.of(200, Map.of(), body);
    }
}
