package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From runs against the sandbox to what {@code rollcall attendance} prints. */
@Tag("slow")
class AttendanceCommandTest {
    @TempDir
    Path root;

    private Program program;
    private Sandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        program = Program.below(root);
        sandbox = Sandbox.start(
                Company.parse(
                        """
                        {"dingtalk":{"callsPerSecond":0},"meetings":[{"id":"c1","title":"Secret Title","members":[
                        {"unionId":"HOST","nick":"Secret Host","host":true},{"unionId":"UN1","nick":"Secret Nick"},
                        {"nick":"=Guest","outerOrgMember":true}]}]}"""),
                0);
        configure("rollcall.history=true\n");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void configure(String more) throws Exception {
        Files.writeString(
                program.folder().resolve("rollcall.properties"),
                sandbox.properties()
                                .lines()
                                .filter(line -> !line.startsWith("rollcall.flow."))
                                .reduce("", (all, line) -> all + line + "\n")
                        + """
                        rollcall.timezone=UTC
                        rollcall.flow.board.type=cohost
                        rollcall.flow.board.users=UN1
                        rollcall.flow.board.look=organization
                        """
                        + more);
    }

    private void twoRuns() throws Exception {
        assertThat(program.inThisJvm("once", "board").code()).isZero();
        sandbox.leave("c1", "UN1");
        assertThat(program.inThisJvm("once", "board").code()).isZero();
    }

    @Test
    void attendance_showsPeopleTimesAndRoles_withoutNames() throws Exception {
        twoRuns();

        Ended shown = program.inThisJvm("attendance");

        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out())
                .startsWith("Meeting c1, ")
                .contains("WHO", "HOST", "UN1", "(anonymous)", "host from", "co-host by Rollcall from", " min")
                .doesNotContain("Secret", "Guest");
    }

    @Test
    void attendance_asJson_hasAMeetingALine() throws Exception {
        twoRuns();

        List<JsonNode> lines =
                json(program.inThisJvm("attendance", "--output", "json").out());

        assertThat(lines).hasSize(1);
        JsonNode meeting = lines.get(0);
        assertThat(meeting.get("meeting").asText()).isEqualTo("c1");
        assertThat(meeting.get("startedAt").asText()).endsWith("Z");
        assertThat(meeting.get("people")).hasSize(3);
        JsonNode person = null;
        for (JsonNode one : meeting.get("people")) {
            person = one.path("user").asText().equals("UN1") ? one : person;
        }
        assertThat(person).isNotNull();
        assertThat(person.get("sessions").get(0).get("to").has("latest")).isTrue();
        assertThat(person.get("roles").get(0).get("by").asText()).isEqualTo("rollcall");
        assertThat(person.get("seconds").get("least").asLong()).isNotNegative();
        assertThat(meeting.toString()).doesNotContain("Secret");
    }

    @Test
    void attendance_asCsv_hasASessionALine() throws Exception {
        twoRuns();

        String csv = program.inThisJvm("attendance", "--output", "csv").out();

        assertThat(csv)
                .startsWith("\uFEFFmeeting,instance,user,")
                .contains("\r\nc1,1,UN1,")
                .doesNotContain("Secret");
        assertThat(csv.lines()).hasSize(4);
    }

    @Test
    void attendance_withoutHistory_saysHowToKeepIt() throws Exception {
        configure("");
        twoRuns();

        Ended shown = program.inThisJvm("attendance", "--meeting", "c1");

        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("No meeting was seen with the id c1. rollcall.history is not true in this configuration");
    }

    @Test
    void attendance_ofATimeThatEndsBeforeItBegins_isAWrongUse() throws Exception {
        Ended both = program.inThisJvm("attendance", "--from", "2026-11-21", "--to", "2026-11-20");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err())
                .contains("--from (2026-11-21", "must be before --to (2026-11-20", "Write an earlier --from");

        Ended one = program.inThisJvm("attendance", "--to", "2020-01-01");
        assertThat(one.code()).isEqualTo(2);
        assertThat(one.err()).contains("Without a value it is 7d");
    }

    @Test
    void attendance_withAWrongTime_isAWrongUse() throws Exception {
        Ended shown = program.inThisJvm("attendance", "--from", "yesterday");

        assertThat(shown.code()).isEqualTo(ExitCode.WRONG);
        assertThat(shown.err()).contains("--from");
    }
}
