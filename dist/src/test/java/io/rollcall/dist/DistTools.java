package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the tests of the distribution share: its files, and the tools of the system that they need. */
public final class DistTools {
    /** The longest that a tool may take on a slow machine. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private DistTools() {}

    /** How a process ended. */
    public record Result(int code, String out, String err) {
        /** Fails the test, with what the process printed, unless it ended with code 0. */
        public Result succeeded() {
            assertThat(code).as("exit code; out: %s; err: %s", out, err).isZero();
            return this;
        }
    }

    /**
     * Skips the test where a tool is missing, with a sentence that says so; fails it where the environment variable
     * ROLLCALL_DIST_TOOLS is {@code required}.
     */
    public static void require(String... tools) {
        for (String tool : tools) {
            if (!isInstalled(tool)) {
                String sentence = tool + " is not installed. Install it to run this test.";
                if ("required".equals(System.getenv("ROLLCALL_DIST_TOOLS"))) {
                    fail(sentence);
                }
                abort(sentence);
            }
        }
    }

    /** Whether a program of this name is on the PATH. */
    public static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /** The version of the distribution, such as 0.2.0-SNAPSHOT. */
    public static String version() {
        return System.getProperty("dist.version");
    }

    /** The folder with the archive, the package and their checksums. */
    public static Path folder() {
        return Path.of(System.getProperty("dist.folder"));
    }

    /** The archive. */
    public static Path archive() {
        return folder().resolve("rollcall-" + version() + ".tar.gz");
    }

    /** The Debian package. */
    public static Path debianPackage() {
        return folder().resolve("rollcall_" + version().replace("-SNAPSHOT", "~SNAPSHOT") + "_all.deb");
    }

    /** Unpacks the archive into an existing folder. Returns its top folder. */
    public static Path unpack(Path into) {
        run(into, "tar", "-xzf", archive().toString()).succeeded();
        return into.resolve("rollcall-" + version());
    }

    /** Runs a program to its end, without standard input. */
    public static Result run(Path workingFolder, String... command) {
        return run(workingFolder, LIMIT, Map.of(), command);
    }

    /** The same with another limit of time. */
    public static Result run(Path workingFolder, Duration limit, String... command) {
        return run(workingFolder, limit, Map.of(), command);
    }

    /** Runs a program to its end, without standard input, with these variables beside those of this process. */
    public static Result run(Path workingFolder, Map<String, String> environment, String... command) {
        return run(workingFolder, LIMIT, environment, command);
    }

    /** The same, with another limit and variables. */
    public static Result run(Path workingFolder, Duration limit, Map<String, String> environment, String... command) {
        Path folder = workingFolder.toAbsolutePath();
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            // Rollcall refuses variables of this name that it does not know, such as the one of require()
            builder.environment().remove("ROLLCALL_DIST_TOOLS");
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                    fail(String.join(" ", List.of(command)) + " did not end within " + limit.toMinutes()
                            + " minutes; it printed: " + Files.readString(out) + Files.readString(err));
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            Result result = new Result(process.exitValue(), read(out), read(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The test was interrupted while " + command[0] + " ran.", e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
