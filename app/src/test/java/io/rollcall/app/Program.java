package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The packaged program, started as a process of its own, as a person or a script starts it: with arguments, an environment
 * and a working folder. It has a little memory and a time limit. Immutable; used by one test at a time.
 */
final class Program {
    /** The most that any command which ends by itself may take here; far more than any needs. */
    private static final int SECONDS = 120;

    /**
     * How long a stop may take: the five seconds that the documentation promises, and time for a slow machine. What a
     * test keeps waiting meanwhile must take longer.
     */
    private static final int SECONDS_TO_STOP = 20;

    /** What the tests' company holds of secrets; none may ever be seen. */
    private static final List<String> SECRETS = List.of(
            "planted-dingtalk-secret-7f3a", "planted-suite-ticket-c20e", "planted-huawei-key-91bc", "wrong-secret");

    private static final Path JAR = Path.of(System.getProperty("basedir", ""))
            .resolve("target/rollcall.jar")
            .toAbsolutePath();
    private static final Path OWN_JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final AtomicInteger STARTS = new AtomicInteger();

    private final Path root;
    private final Path folder;
    private final Path java;
    private final Map<String, String> environment;

    private Program(Path root, Path folder, Path java, Map<String, String> environment) {
        this.root = root;
        this.folder = folder;
        this.java = java;
        this.environment = environment;
    }

    /** A program that works in a folder of its own below an empty one. */
    static Program below(Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("work"));
        Files.createDirectories(root.resolve("tmp"));
        return new Program(root, folder, OWN_JAVA, Map.of());
    }

    /** The same with one more environment variable. */
    Program with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Program(root, folder, java, more);
    }

    /** The same on another JDK. */
    Program on(Path javaHome) {
        return new Program(root, folder, javaHome.resolve("bin").resolve("java"), environment);
    }

    /** The same, working elsewhere. */
    Program in(Path elsewhere) {
        return new Program(root, elsewhere, java, environment);
    }

    /** The folder it works in. */
    Path folder() {
        return folder;
    }

    /** Runs it to its end, and holds it to what holds for every end: no stack trace, no secret. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        try (Running running = start(arguments)) {
            return running.ended(SECONDS);
        }
    }

    /**
     * Executes a command with this working folder and these variables in this JVM, which takes a tenth of a process's time,
     * and checks the same. For commands that end by themselves and change nothing global, such as the proxy or where logs go.
     */
    Ended inThisJvm(String... arguments) {
        return inThisJvm(false, arguments);
    }

    /** The same as a person sees it who has a terminal. */
    Ended onATerminal(String... arguments) {
        return inThisJvm(true, arguments);
    }

    /** The same as a person who types these lines. */
    Ended typing(List<String> lines, String... arguments) {
        return inThisJvm(true, lines, arguments);
    }

    private Ended inThisJvm(boolean terminal, String... arguments) {
        return inThisJvm(terminal, List.of(), arguments);
    }

    private Ended inThisJvm(boolean terminal, List<String> typed, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream captured = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                captured,
                terminal,
                new BufferedReader(new StringReader(String.join("\n", typed))));
        ProcessEnvironment process = new ProcessEnvironment(folder, environment);
        PrintStream standardError = System.err;
        // logs go there
        System.setErr(captured);
        try {
            int code = assertTimeoutPreemptively(
                    Duration.ofSeconds(SECONDS), () -> Main.execute(console, process, arguments));
            return Ended.checked(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(standardError);
        }
    }

    /** Starts it; close what is returned. */
    Running start(String... arguments) throws IOException {
        List<String> command = command();
        command.addAll(Arrays.asList(arguments));
        return start(command);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xmx64m",
                // no collection before a short command is over
                "-Xmn16m",
                "-XX:TieredStopAtLevel=1",
                "-XX:CICompilerCount=1",
                // a short command ends before compiling what it runs a few hundred times pays
                "-XX:CompileThresholdScaling=4",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + root.resolve("tmp")));
        command.addAll(java.equals(OWN_JAVA) ? SharedClasses.OPTIONS : List.of());
        command.addAll(List.of("-jar", JAR.toString()));
        return command;
    }

    /** Runs it by way of a shell, where a test needs names that this JVM's own locale may not be able to pass on. */
    Ended shell(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(root.resolve("script.sh"), script);
        Program named = with("ROLLCALL", String.join(" ", command()));
        try (Running running = named.start(List.of("sh", file.toString()))) {
            return running.ended(SECONDS);
        }
    }

    private Running start(List<String> command) throws IOException {
        String name = "stream-" + STARTS.incrementAndGet();
        Path out = root.resolve(name + ".out");
        Path err = root.resolve(name + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // ignore the environment of the person who runs the tests
        builder.environment()
                .keySet()
                .removeIf(key ->
                        key.startsWith("ROLLCALL_") || key.endsWith("JAVA_OPTIONS") || key.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** Read when the first process starts: tests that start none do not wait for the archive. */
    private static final class SharedClasses {
        private static final List<String> OPTIONS = ClassArchive.options(OWN_JAVA, JAR);
    }

    /** A program that is running. Closing it ends it at once. */
    record Running(Process process, Path outFile, Path errFile) implements AutoCloseable {
        /** What it has written to standard output so far. */
        String out() throws IOException {
            return Files.readString(outFile);
        }

        /** What it has written to standard error so far. */
        String err() throws IOException {
            return Files.readString(errFile);
        }

        /** SIGTERM. */
        void terminate() {
            process.destroy();
        }

        /** SIGKILL, and waits until it is gone. */
        void kill() {
            process.destroyForcibly().onExit().join();
        }

        /** Waits for the end of a program that was told to stop. */
        Ended stopped() throws IOException, InterruptedException {
            return ended(SECONDS_TO_STOP);
        }

        /** Waits for its end; the test fails where that takes longer. */
        Ended ended(int seconds) throws IOException, InterruptedException {
            boolean over = process.waitFor(seconds, TimeUnit.SECONDS);
            assertThat(over)
                    .as("ended within %d s; it said: %s%s", seconds, out(), err())
                    .isTrue();
            return Ended.checked(process.exitValue(), out(), err());
        }

        @Override
        public void close() {
            kill();
        }
    }

    /** How it ended, and all that it said. */
    record Ended(int code, String out, String err) {
        private static Ended checked(int code, String out, String err) {
            assertThat(out + err)
                    .doesNotContain("\tat ", "Exception in thread", "Caused by:")
                    .doesNotContain(SECRETS);
            return new Ended(code, out, err);
        }

        /** The lines of standard output. */
        List<String> lines() {
            return out.lines().toList();
        }
    }
}
