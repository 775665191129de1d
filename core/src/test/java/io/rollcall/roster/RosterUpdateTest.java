package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.roster.RosterConfig.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RosterUpdateTest {
    private final Map<String, byte @Nullable []> records = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();

    private static String line(String userId, String name) {
        return "{\"userId\":\"" + userId + "\",\"unionId\":\"U-" + userId + "\",\"name\":\"" + name + "\"}";
    }

    private void record(String userId, String name) {
        records.put(userId, line(userId, name).getBytes(StandardCharsets.UTF_8));
    }

    /** The file after the update; null if it is in another form. */
    private @Nullable String update(Format format, boolean forExcel, String file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean done = new RosterUpdate(format, forExcel, records, ids)
                .copy(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), out);
        return done ? out.toString(StandardCharsets.UTF_8) : null;
    }

    private static String csv(boolean forExcel, List<String> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RosterCsv.writeHead(out);
        for (String line : lines) {
            RosterCsv.writeRecord(line.getBytes(StandardCharsets.UTF_8), forExcel, out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void ndjson_recordsAreReplacedLeftOutAndAppended() throws IOException {
        record("b", "new");
        records.put("c", null);
        record("z", "last");
        String file = line("a", "A") + "\n" + line("b", "B") + "\n" + line("c", "C") + "\n" + line("b", "twice") + "\n";

        assertThat(update(Format.NDJSON, false, file))
                .isEqualTo(line("a", "A") + "\n" + line("b", "new") + "\n" + line("z", "last") + "\n");
    }

    @Test
    void ndjson_withANewUserId_isThePersonsOldLine() throws IOException {
        record("new", "A");
        ids.put("U-old", "new");

        assertThat(update(Format.NDJSON, false, line("old", "A") + "\n" + line("b", "B") + "\n"))
                .isEqualTo(line("new", "A") + "\n" + line("b", "B") + "\n");
    }

    @Test
    void csv_withProtectedIds_isUnderstood() throws IOException {
        for (boolean forExcel : List.of(true, false)) {
            record("007", "Bond, \\\"James\\\"\\r\\n");
            records.put("=1+1", null);
            record("-5", "new");
            String file = csv(
                    forExcel,
                    List.of(
                            line("007", "old \\\"x\\\",\\n"),
                            line("=1+1", "gone"),
                            line("-5", "old"),
                            line("x", "stays,")));

            assertThat(update(Format.CSV, forExcel, file))
                    .isEqualTo(csv(
                            forExcel,
                            List.of(line("007", "Bond, \\\"James\\\"\\r\\n"), line("-5", "new"), line("x", "stays,"))));
        }
    }

    @Test
    void fileInAnotherForm_isNotTouched() throws IOException {
        record("a", "A");
        assertThat(update(Format.NDJSON, false, "userId\na\n")).isNull();
        assertThat(update(Format.NDJSON, false, "[1]\n")).isNull();
        assertThat(update(Format.NDJSON, false, line("b", "B"))).as("no end").isNull();
        assertThat(update(Format.NDJSON, false, "{\"name\":\"x\",\"userId\":\"a\"}\n"))
                .isNull();
        assertThat(update(Format.CSV, false, "")).isNull();
        assertThat(update(Format.CSV, false, "userId,name\r\na,A\r\n")).isNull();
        assertThat(update(Format.CSV, false, csv(false, List.of()) + "a\r\n")).isNull();
        assertThat(update(Format.NDJSON, false, "")).isEqualTo(line("a", "A") + "\n");
    }
}
