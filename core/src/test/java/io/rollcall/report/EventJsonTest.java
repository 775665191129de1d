package io.rollcall.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:01.234567Z");
    private static final RunName BOARD = new RunName("board", "cohost", Mode.RUN);
    private static final FlowReport REPORT = Reports.cohost(Mode.RUN, Reports.example());

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void change_isWrittenAsTheReportDoes() throws Exception {
        FlowEvent event = new FlowEvent.Changed(REPORT.result().changes().get(0));

        String written = EventJson.write(BOARD, AT, event);

        assertThat(written)
                .isEqualTo("{\"event\":\"change\",\"flow\":\"board\",\"type\":\"cohost\",\"mode\":\"run\","
                        + "\"at\":\"2026-11-20T08:00:01.234Z\",\"change\":{\"action\":\"promote\",\"meeting\":\"c1\","
                        + "\"user\":\"UN2\",\"reason\":\"listed\",\"status\":\"done\"}}");
        assertThat(json.readTree(written).get("change"))
                .isEqualTo(report().get("changes").get(0));
    }

    @Test
    void problem_isWrittenAsTheReportDoes() throws Exception {
        FlowEvent event = new FlowEvent.Troubled(REPORT.result().problems().get(0));

        JsonNode written = json.readTree(EventJson.write(BOARD, AT, event));

        assertThat(written.get("event").asText()).isEqualTo("problem");
        assertThat(written.get("problem")).isEqualTo(report().get("problems").get(0));
    }

    @Test
    void report_isWrittenWhole() throws Exception {
        JsonNode written = json.readTree(EventJson.write(REPORT, AT));

        assertThat(written.fieldNames()).toIterable().containsExactly("event", "flow", "type", "mode", "at", "report");
        assertThat(written.get("event").asText()).isEqualTo("report");
        assertThat(written.get("report")).isEqualTo(report());
    }

    /** What the page on events shows. */
    @Test
    void documented_isWhatIsWritten() throws Exception {
        String shown = Files.readString(Path.of("src/test/resources/report/events.ndjson"));

        assertThat(shown)
                .isEqualTo(EventJson.write(
                                BOARD,
                                AT,
                                new FlowEvent.Changed(REPORT.result().changes().get(0)))
                        + "\n"
                        + EventJson.write(
                                BOARD,
                                AT,
                                new FlowEvent.Troubled(
                                        REPORT.result().problems().get(0)))
                        + "\n");
    }

    private JsonNode report() throws Exception {
        return json.readTree(JsonLine.of(REPORT));
    }
}
