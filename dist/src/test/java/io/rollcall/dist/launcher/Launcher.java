package io.rollcall.dist.launcher;

import io.rollcall.dist.DistTools;
import io.rollcall.dist.DistTools.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A home of Rollcall whose launcher the tests start, with an environment of its own. Immutable. */
record Launcher(Path home, Path workingFolder, List<String> start, Map<String, String> environment) {
    private static final String TOOLS = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    /** The archive, unpacked below a folder. Its processes see nothing of the environment of these tests. */
    static Launcher unpacked(Path folder) throws IOException {
        Files.createDirectories(folder);
        return of(DistTools.unpack(folder));
    }

    /** A home with the launcher alone and an empty jar, for a Java that is none. */
    static Launcher alone(Path folder) throws IOException {
        Path home = Files.createDirectories(folder);
        Files.createDirectories(home.resolve("lib"));
        Files.createFile(home.resolve("lib/rollcall.jar"));
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path script = Files.copy(Path.of("src/main/bin/rollcall"), bin.resolve("rollcall"));
        if (!script.toFile().setExecutable(true, false)) {
            throw new IOException(script + " cannot be made executable");
        }
        return of(home);
    }

    private static Launcher of(Path home) throws IOException {
        Path nowhere = Files.createDirectories(home.resolveSibling("nowhere"));
        Path temporary = Files.createDirectories(home.resolveSibling("temporary"));
        return new Launcher(
                home.toRealPath(),
                nowhere,
                List.of(home.resolve("bin/rollcall").toString()),
                Map.of("PATH", TOOLS, "TMPDIR", temporary.toString()));
    }

    Launcher with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Launcher(home, workingFolder, start, more);
    }

    Launcher on(Path javaHome) {
        return with("JAVA_HOME", javaHome.toString());
    }

    /** The same launcher, started by another command line. */
    Launcher by(String... command) {
        return new Launcher(home, workingFolder, List.of(command), environment);
    }

    Launcher in(Path folder) {
        return new Launcher(home, folder, start, environment);
    }

    Path script() {
        return home.resolve("bin/rollcall");
    }

    Result run(String... arguments) {
        return DistTools.run(workingFolder, command(arguments));
    }

    String[] command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "-i"));
        environment.forEach((variable, value) -> command.add(variable + "=" + value));
        command.addAll(start);
        command.addAll(Arrays.asList(arguments));
        return command.toArray(String[]::new);
    }

    /** The JDK of these tests, and JDK 25 where there is one. */
    static Stream<Path> javas() throws IOException {
        Stream<Path> own = Stream.of(Path.of(System.getProperty("java.home")));
        String named = System.getenv("JAVA_25_HOME");
        if (named != null) {
            return Stream.concat(own, Stream.of(Path.of(named)));
        }
        Path installed = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(installed)) {
            return own;
        }
        try (Stream<Path> folders = Files.list(installed)) {
            return Stream.concat(
                    own,
                    folders
                            .filter(folder -> folder.getFileName().toString().contains("25"))
                            .filter(folder -> Files.isExecutable(folder.resolve("bin/java")))
                            .limit(1)
                            .toList()
                            .stream());
        }
    }
}
