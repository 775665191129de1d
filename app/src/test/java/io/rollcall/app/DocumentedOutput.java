package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What the documentation shows of the program's output: files that hold what the program really printed. Times, request
 * ids, folders and the sandbox's address differ at every run, so they are replaced by fixed ones. {@code -Ddocs.write=true} writes the
 * files anew.
 */
final class DocumentedOutput {
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "")).resolve("src/test/resources/io/rollcall/app/docs/output");

    /** How many runs a cron expression has in the next 30 days depends on the day. */
    private static final Pattern COST = Pattern.compile("(?m)^.*metered calls in 30 days.*$");

    /** When the next runs are depends on the day, and the zone on the machine. */
    private static final Pattern NEXT_RUNS =
            Pattern.compile("(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(, [^(]*\\([^)]*\\))?");

    private DocumentedOutput() {}

    /** The file of that name holds what was printed. */
    static void holds(String name, Path folder, String printed) throws IOException {
        String fixed = fixed(folder, printed);
        Path file = FOLDER.resolve(name);
        boolean differs =
                !Files.exists(file) || !comparable(Files.readString(file)).equals(comparable(fixed));
        if (differs && Boolean.getBoolean("docs.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, fixed);
        }
        assertThat(comparable(Files.readString(file)))
                .as("%s; -Ddocs.write=true writes it anew", file)
                .isEqualTo(comparable(fixed));
    }

    private static String fixed(Path folder, String printed) {
        return printed.replace("\r\n", "\n")
                .replace(folder.toString(), "/srv/rollcall")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "api.dingtalk.com")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "2026-11-20T08:00:00Z")
                .replaceAll(
                        "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d (UTC|[+-]\\d\\d:\\d\\d)", "2026-11-20 08:00:00 UTC")
                .replaceAll("\"durationMs\":\\d+", "\"durationMs\":412")
                .replaceAll("took [0-9.]+ m?s", "took 412 ms")
                .replaceAll("used in \\d{4}-\\d\\d", "used in 2026-11")
                .replaceAll("\\b[0-9a-f]{32}\\b", "0d8c2a496910a3521c4ef8f4e44c87ed");
    }

    private static String comparable(String text) {
        String runs = NEXT_RUNS.matcher(text).replaceAll("NEXT");
        return COST.matcher(runs).replaceAll(line -> line.group().replaceAll("\\d[\\d,]*", "N"));
    }
}
