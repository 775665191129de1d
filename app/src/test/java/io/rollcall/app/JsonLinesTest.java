package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Logs as JSON: one object a line, also for messages with line ends and control characters. */
class JsonLinesTest {
    private final JsonLines encoder = new JsonLines();

    private JsonNode line(String message, @Nullable Throwable thrown, Object... arguments) throws Exception {
        LoggingEvent event = new LoggingEvent(
                "", new LoggerContext().getLogger("io.rollcall.x"), Level.WARN, message, thrown, arguments);
        event.setInstant(Instant.parse("2026-11-28T08:00:00.123456789Z"));
        event.setThreadName("thread \"one\"\n");
        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("}\n").containsOnlyOnce("\n").doesNotContain("\r", "\u0085", "\u2028", "\u2029");
        return Rehearsal.json(line).get(0);
    }

    @Test
    void encode_ofAMessage_hasItWholeWithLevelLoggerThreadAndTime() throws Exception {
        JsonNode line = line("the flow {} is off", null, "board");

        assertThat(Rehearsal.keys(line))
                .containsExactlyInAnyOrder("time", "level", "loggerName", "threadName", "message");
        assertThat(line.get("time").asText()).isEqualTo("2026-11-28T08:00:00.123Z");
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("loggerName").asText()).isEqualTo("io.rollcall.x");
        assertThat(line.get("threadName").asText()).isEqualTo("thread \"one\"\n");
        assertThat(line.get("message").asText()).isEqualTo("the flow board is off");
    }

    @Test
    void encode_ofLineEndsAndCharactersThatAct_escapesThem() throws Exception {
        String message = "a\nb\r\nc\u0085\u2028\u2029\u001B[31m\u0000\t\"quoted\" \\ \u202E \u4F1A\u8BAE \uD83D\uDE00";

        assertThat(line(message, null).get("message").asText()).isEqualTo(message);
    }

    @Test
    void encode_ofAnException_hasItsCausesAndItsMessageOnTheLine() throws Exception {
        IllegalStateException cause = new IllegalStateException("inner\nline\u2028");
        IllegalArgumentException thrown = new IllegalArgumentException("outer \"x\"", cause);
        thrown.addSuppressed(cause);

        JsonNode line = line("it failed", thrown);

        JsonNode throwable = line.get("throwable");
        assertThat(throwable.get("className").asText()).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(throwable.get("message").asText()).isEqualTo("outer \"x\"");
        assertThat(throwable.get("stepArray")).isNotEmpty();
        assertThat(throwable.get("cause").get("message").asText()).isEqualTo("inner\nline\u2028");
    }
}
