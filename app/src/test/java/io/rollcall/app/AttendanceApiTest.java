package io.rollcall.app;

import static io.rollcall.app.ApiProgram.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The attendance history and its exports, over the API. */
class AttendanceApiTest extends ApiTest {
    @Test
    void attendance_hasMeetingsPeopleAndExports() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal, "rollcall.history=true")) {
            JsonNode meetings = api.await(
                    () -> api.get("attendance/meetings?from=2020-01-01T00:00:00Z"),
                    answer -> answer.get("items").size() == 2
                            && find(answer.get("items"), "meeting", "board-meeting")
                                            .get("people")
                                            .asInt()
                                    >= 3);
            assertThat(meetings.get("enabled").asBoolean()).isTrue();
            JsonNode board = find(meetings.get("items"), "meeting", "board-meeting");

            JsonNode first = api.get("attendance/meetings?limit=1");
            JsonNode second = api.get(
                    "attendance/meetings?limit=1&after=" + first.get("next").asText());
            assertThat(second.get("items")).hasSize(1).isNotEqualTo(first.get("items"));
            assertThat(second.has("next")).isFalse();

            JsonNode meeting = api.get("attendance/meeting?meeting=board-meeting&started="
                    + board.get("started").asText());
            assertThat(meeting.get("people").size()).isGreaterThanOrEqualTo(3);
            JsonNode lisi = find(meeting.get("people"), "user", "UN-lisi");
            assertThat(lisi.has("name")).isFalse();
            assertThat(lisi.get("sessions").get(0).get("fromKnown").asText()).isEqualTo("seen");
            assertThat(lisi.get("roles").get(0).get("role").asText()).isEqualTo("co-host");
            assertThat(lisi.get("roles").get(0).get("by").asText()).isEqualTo("rollcall");

            JsonNode person = api.post("attendance/person", "{\"user\":\"UN-lisi\",\"from\":\"2020-01-01T00:00:00Z\"}");
            assertThat(person.get("meetings")).hasSize(2);
            assertThat(find(person.get("meetings"), "meeting", "board-meeting").get("sessions"))
                    .hasSize(1);
            assertThat(person.get("seconds").get("least").asLong()).isPositive();

            HttpResponse<String> csv =
                    api.postTo("attendance/export", "{\"format\":\"csv\",\"meeting\":\"board-meeting\"}");
            assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
            assertThat(csv.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"attendance.csv\"");
            assertThat(csv.body()).startsWith("\uFEFFmeeting,instance,user").contains("UN-lisi");
            HttpResponse<String> json = api.postTo("attendance/export", "{\"format\":\"json\",\"user\":\"UN-lisi\"}");
            assertThat(new ObjectMapper().readTree(json.body())).hasSize(2);

            assertThat(problem(api.send(api.request("attendance/meeting?meeting=none")), 404))
                    .contains("no such meeting");
            assertThat(problem(api.postTo("attendance/export", "{\"format\":\"xml\",\"to\":\"now\"}"), 400))
                    .contains("The field format must be one of csv, json.", "The field to must be a time");
            assertThat(problem(api.postTo("attendance/export", "{}"), 400)).contains("The field format is required");
            assertThat(problem(api.send(api.request("attendance/meetings?after=x")), 400))
                    .contains("The field after");
        }
    }

    @Test
    void ends_thatAreOnlyBounded_areIntervals_andAnExportIsOfOneMeeting() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            PastMeetings.save(rehearsal.program.folder());
            try (ApiProgram api = ApiProgram.start(rehearsal, "rollcall.history=true")) {
                JsonNode listed = find(
                        api.get("attendance/meetings?from=2020-01-01T00:00:00Z&to=" + PastMeetings.newer())
                                .get("items"),
                        "meeting",
                        PastMeetings.MEETING);
                Instant ten = PastMeetings.older().minus(PastMeetings.START);
                assertThat(listed.at("/from/earliest")).isEqualTo(listed.at("/from/latest"));
                assertThat(Instant.parse(listed.get("started").asText())).isEqualTo(PastMeetings.older());
                assertThat(Instant.parse(listed.at("/to/earliest").asText()))
                        .isEqualTo(ten.plus(PastMeetings.LAST_SEEN));
                assertThat(Instant.parse(listed.at("/to/latest").asText())).isEqualTo(ten.plus(PastMeetings.MISSING));

                String one = "{\"format\":\"json\",\"meeting\":\"past-review\",\"started\":\"" + PastMeetings.older()
                        + "\"}";
                JsonNode exported = new ObjectMapper()
                        .readTree(api.postTo("attendance/export", one).body());
                assertThat(exported).hasSize(1);
                assertThat(exported.get(0).get("instance").asInt()).isEqualTo(1);
                String csv = api.postTo("attendance/export", one.replace("json", "csv"))
                        .body();
                assertThat(csv.lines()).hasSize(2).last().asString().startsWith("past-review,1,UN-mary-smith,");

                assertThat(problem(
                                api.postTo(
                                        "attendance/export",
                                        "{\"format\":\"csv\",\"started\":\"2026-11-20T08:00:00Z\",\"user\":\"u\"}"),
                                400))
                        .contains("The field started names one meeting");
                assertThat(problem(api.postTo("attendance/export", one.replace("past-review", "none")), 404))
                        .contains("no such meeting");
            }
        }
    }

    @Test
    void attendance_whereNoHistoryIsKept_saysSo() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            assertThat(api.get("attendance/meetings").toString()).isEqualTo("{\"items\":[],\"enabled\":false}");
        }
    }
}
