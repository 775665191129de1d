package io.rollcall.example.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packaged example, started as a process of its own by the command that its page prints. Works in a folder of its own,
 * and knows no variable of Rollcall's but those it is given. Immutable.
 */
public final class PackagedApplication {
    private static final Pattern COMMAND = Pattern.compile(" {4}java -jar (examples/\\S+\\.jar)");

    private final Path jar;
    private final Path folder;
    private final Map<String, String> variables;

    private PackagedApplication(Path jar, Path folder, Map<String, String> variables) {
        this.jar = jar;
        this.folder = folder;
        this.variables = variables;
    }

    /**
     * The application that an example's README says how to start.
     *
     * @param example the example's own folder, two below the repository's root
     * @param folder an empty one to work in
     */
    public static PackagedApplication asPrinted(Path example, Path folder) throws IOException {
        Path root = example.toAbsolutePath().resolve("../..").normalize();
        for (String line : Files.readAllLines(example.resolve("README.md"))) {
            Matcher command = COMMAND.matcher(line);
            if (command.matches()) {
                return new PackagedApplication(root.resolve(command.group(1)), folder, Map.of());
            }
        }
        throw new IllegalStateException("The README of " + example + " names no command that starts the example.");
    }

    /** The same with keys as environment variables. */
    public PackagedApplication with(Map<String, String> settings) {
        Map<String, String> more = new LinkedHashMap<>(variables);
        settings.forEach((key, value) -> more.put(variable(key), value));
        return new PackagedApplication(jar, folder, more);
    }

    /** The variable that stands for a key. */
    public static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Starts it; close what is returned. */
    public Running start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /**
     * Starts it; close what is returned.
     *
     * @param options of the JVM
     */
    public Running start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(Arrays.asList(arguments));
        Path output = Files.createTempFile(folder.resolveSibling(""), "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // what whoever runs the tests has set is not the tests' business
        builder.environment()
                .keySet()
                .removeIf(key -> key.startsWith("ROLLCALL_")
                        || key.startsWith("CAMEL_")
                        || key.startsWith("QUARKUS_")
                        || key.startsWith("SPRING_")
                        || key.endsWith("JAVA_OPTIONS")
                        || key.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(variables);
        return new Running(builder.start(), output);
    }

    /** An application that is running. Closing it ends it at once. */
    public record Running(Process process, Path outputFile) implements AutoCloseable {
        /** All that it has printed so far. */
        public String output() {
            try {
                return Files.readString(outputFile);
            } catch (IOException e) {
                throw new IllegalStateException("the output cannot be read", e);
            }
        }

        /** SIGTERM. */
        public void terminate() {
            process.destroy();
        }

        /** Waits for its end. */
        public Ended ended(int seconds) throws InterruptedException {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError("It did not end within " + seconds + " s; it printed:\n" + output());
            }
            return new Ended(process.exitValue(), output());
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    /** How it ended, and all that it printed. */
    public record Ended(int code, String output) {
        /** How often it printed a text. */
        public int times(String text) {
            return output.split(Pattern.quote(text), -1).length - 1;
        }
    }
}
