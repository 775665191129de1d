package io.rollcall.dist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.dist.DistTools;
import io.rollcall.dist.DistTools.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archive of loaded classes: made once, used if it can be trusted, never in the way. With the real program and Java. */
class ClassArchiveTest {
    @TempDir
    static Path folder;

    private static Launcher launcher;
    private static Path cache;

    @BeforeAll
    static void unpack() throws IOException {
        launcher = Launcher.unpacked(folder.resolve("plain"));
        cache = launcher.home().resolve("cache");
    }

    static Stream<Path> javas() throws IOException {
        return Launcher.javas();
    }

    private static void silent(Result result) {
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isZero();
    }

    /** The archives of a folder, without what belongs to them. */
    private static List<Path> archives(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(jsa|aot)"))
                    .toList();
        }
    }

    /** Whether the program's classes come from an archive; the program must work and print nothing else either way. */
    private boolean isUsed(Launcher launcher) throws IOException {
        Path log = folder.resolve("classes.txt");
        Result result =
                launcher.with("ROLLCALL_OPTS", "-Xlog:class+load:file=" + log).run("--version");
        assertThat(result.err()).isEmpty();
        assertThat(result.succeeded().out()).startsWith("rollcall " + DistTools.version());
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(
                    line -> line.contains("io.rollcall.app.Main ") && line.contains("shared objects file"));
        } finally {
            Files.delete(log);
        }
    }

    /** Waits for a file that a process of its own makes. */
    private void await(Path file) {
        DistTools.run(folder, "sh", "-c", "until [ -e \"$1\" ]; do sleep 1; done", "sh", file.toString())
                .succeeded();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void archive_isMadeOnce_usedWhereItIsTrustedAndWhole_andMadeAgainWhenAJarChanges(Path java) throws Exception {
        Launcher here = launcher.on(java).with("LC_ALL", "C");
        silent(here.run("--make-archive"));
        List<Path> first = archives(cache);
        assertThat(first).isNotEmpty();
        assertThat(isUsed(here)).isTrue();
        silent(here.run("--make-archive"));
        assertThat(archives(cache)).isEqualTo(first);

        // the starts below find no archive; this keeps them from making one meanwhile
        for (Path archive : first) {
            Files.writeString(
                    archive.resolveSibling(archive.getFileName() + ".lock"),
                    ProcessHandle.current().pid() + "\n");
        }
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(isUsed(here)).isFalse();
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(isUsed(here)).isTrue();

        // Java would crash with half of an archive
        for (Path archive : first) {
            try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
                file.setLength(file.length() / 2);
            }
        }
        assertThat(isUsed(here)).isFalse();

        Path jar = launcher.home().resolve("lib/rollcall.jar");
        FileTime before = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        silent(here.run("--make-archive"));
        assertThat(archives(cache)).hasSameSizeAs(first).isNotEqualTo(first);
        assertThat(isUsed(here)).isTrue();
        Files.setLastModifiedTime(jar, before);
    }

    /** The lines of a command's class-loading log that contain a text. */
    private static List<String> loaded(Launcher launcher, String text, String... arguments) throws IOException {
        Path log = folder.resolve("loaded.txt");
        launcher.with("ROLLCALL_OPTS", "-Xlog:class+load:file=" + log).run(arguments);
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(text)).toList();
        } finally {
            Files.delete(log);
        }
    }

    @Test
    void archive_holdsNoClassOfTheSandbox_whichOtherCommandsWouldHaveInMemory() throws Exception {
        Launcher here = launcher.on(Path.of(System.getProperty("java.home")));
        silent(here.run("--make-archive"));

        // exceptions that a command catches are in it, because its bytecode is verified
        assertThat(loaded(here, " io.rollcall.sandbox.Sandbox source", "sandbox", "--company", "no such file"))
                .singleElement()
                .asString()
                .doesNotContain("shared objects file");
    }

    @Test
    void archive_holdsNoHttpClientOfJava_whichOnlyConnectionsForEventsNeed() throws Exception {
        Launcher here = launcher.on(Path.of(System.getProperty("java.home")));
        silent(here.run("--make-archive"));

        assertThat(loaded(here, " java.net.http.HttpClient source", "demo"))
                .singleElement()
                .asString()
                .doesNotContain("shared objects file");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void program_withBlanksAndChineseInPathsAndNoLocale_starts(Path java) throws Exception {
        Path home = folder.resolve("Roll call 点名");
        if (!Files.exists(home)) {
            Files.move(Launcher.unpacked(folder.resolve("moved")).home(), home);
        }
        Path work = Files.createDirectories(folder.resolve("工作"));
        Files.writeString(work.resolve("公司 1.properties"), "rollcall.dingtalk.region=moon\n");
        // no archive: JDK 17 keeps none of the program's classes where their path has such characters
        Launcher here = launcher.by("sh", home + "/bin/rollcall")
                .in(work)
                .on(java)
                .with("LC_ALL", "C")
                .with("ROLLCALL_OPTS", "-Xshare:auto");

        Result result = here.run("plan", "board", "--config", "公司 1.properties");

        assertThat(result.err()).startsWith("The configuration cannot be used:").contains("公司 1.properties, line 1");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void firstStarts_atOnce_printWhatTheyPrint_andLeaveOneArchive() throws Exception {
        Path own = folder.resolve("first");
        Launcher here = Launcher.unpacked(own).on(Path.of(System.getProperty("java.home")));
        Path expected = here.home().resolve("cache");
        String both = "\"$@\" >a.txt 2>&1 & \"$@\" 2>&1 | cat >b.txt; wait; cmp a.txt b.txt";
        String[] command = Stream.concat(Stream.of("sh", "-c", both, "sh"), Stream.of(here.command("--version")))
                .toArray(String[]::new);

        DistTools.run(own, command).succeeded();
        assertThat(Files.readString(own.resolve("b.txt")))
                .startsWith("rollcall " + DistTools.version())
                .hasLineCount(2);

        // waits for the one that is being made
        silent(here.run("--make-archive"));
        assertThat(archives(expected)).hasSize(1);
        await(archives(expected).get(0).resolveSibling(archives(expected).get(0).getFileName() + ".made"));
        assertThat(isUsed(here)).isTrue();
    }

    @Test
    void start_whenNoFolderTakesAnArchive_worksAndPrintsNothingMore() throws Exception {
        Path own = folder.resolve("nowhere to write");
        Launcher here = Launcher.unpacked(own).on(Path.of(System.getProperty("java.home")));
        // a file in the place of the folder keeps root out, too
        Files.createFile(here.home().resolve("cache"));

        assertThat(isUsed(here)).isFalse();
        assertThat(here.with("HOME", "/nonexistent")
                        .run("--version")
                        .succeeded()
                        .err())
                .isEmpty();
        Result result = here.run("--make-archive");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("Rollcall made no archive of loaded classes: ")
                .hasLineCount(1);
    }

    @Test
    void training_whenItFails_leavesNothing_andTheProgramWorks() throws Exception {
        Path own = folder.resolve("failing");
        Launcher here = Launcher.unpacked(own);
        Path real = Path.of(System.getProperty("java.home"));
        Path java = FakeJava.withProgram(
                own.resolve("java"),
                "#!/bin/sh\ncase \" $* \" in *' demo '*) echo broken; exit 1 ;; esac\nexec " + real
                        + "/bin/java \"$@\"\n");

        assertThat(here.on(java).run("--make-archive").code()).isEqualTo(1);
        assertThat(archives(here.home().resolve("cache"))).isEmpty();
        assertThat(here.on(java).run("--version").succeeded().err()).isEmpty();
        assertThat(own.resolve("temporary")).isEmptyDirectory();
    }
}
