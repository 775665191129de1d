package io.rollcall.dist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.dist.DistTools;
import io.rollcall.dist.DistTools.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the launcher finds its home and Java, and what it starts: with a Java that only prints its command line. */
@Tag("slow")
class StartTest {
    private static final String[] HARD = {
        "plan", "a  b", "", "*", "it's \"so\"", "$HOME `x` \\", "two\nlines", "会议", "-v"
    };

    @TempDir
    Path folder;

    private Path java;
    private Launcher launcher;

    @BeforeEach
    void home() throws IOException {
        java = FakeJava.printing(folder.resolve("java 17"), "17.0.1");
        launcher = Launcher.alone(folder.resolve("Roll call 点名")).on(java);
    }

    private static List<String> lines(Result result) {
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(37);
        return result.out().lines().toList();
    }

    private void refused(Launcher launcher, String... parts) {
        Result result = launcher.run("plan", "board");
        assertThat(result.err()).contains(parts);
        assertThat(result.err().lines().count()).isLessThan(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash --posix", "busybox sh"})
    void arguments_inEveryShell_arriveUnchanged(String shell) {
        DistTools.require(shell.split(" ")[0]);
        String[] start = (shell + " SCRIPT").split(" ");
        start[start.length - 1] = launcher.script().toString();

        Result result = launcher.by(start).run(HARD);

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(37);
        String expected =
                "<-jar>\n<" + launcher.home().resolve("lib/rollcall.jar") + ">\n<" + String.join(">\n<", HARD) + ">\n";
        assertThat(result.out()).endsWith(expected);
    }

    @Test
    void script_behindLinks_findsItsHome() throws Exception {
        Path links = Files.createDirectories(folder.resolve("a link/b"));
        Files.createSymbolicLink(folder.resolve("home"), launcher.home());
        Files.createSymbolicLink(links.resolve("first"), Path.of("../../home/bin/rollcall"));
        Files.createSymbolicLink(links.resolve("rollcall"), Path.of("first"));
        String jar = "<" + launcher.home().resolve("lib/rollcall.jar") + ">";

        assertThat(lines(launcher.by(links.resolve("rollcall").toString()).run("plan")))
                .contains(jar);
        assertThat(lines(launcher.in(links).by("./rollcall").run("plan"))).contains(jar);
        assertThat(lines(launcher.in(links).by("sh", "rollcall").run("plan"))).contains(jar);
        assertThat(lines(launcher.in(launcher.home()).by("sh", "bin/rollcall").run("plan")))
                .contains(jar);
        assertThat(lines(launcher.with("PATH", links + ":/usr/bin:/bin")
                        .by("rollcall")
                        .run("plan")))
                .contains(jar);
    }

    @Test
    void home_whenNamed_isUsed_andMustHaveTheJar() throws Exception {
        Path other = Launcher.alone(folder.resolve("other")).home();
        assertThat(lines(launcher.with("ROLLCALL_HOME", other.toString()).run("plan")))
                .contains("<" + other.resolve("lib/rollcall.jar") + ">");
        assertThat(lines(launcher.in(folder).with("ROLLCALL_HOME", "other").run("plan")))
                .contains("<" + other.resolve("lib/rollcall.jar") + ">");
        refused(
                launcher.with("ROLLCALL_HOME", folder + "/none"),
                "ROLLCALL_HOME is " + folder + "/none",
                "Unset ROLLCALL_HOME");
    }

    @Test
    void java_isTheOneOfTheVariables_beforeThatOfThePath() throws Exception {
        Path old = FakeJava.printing(folder.resolve("old"), "11.0.2");
        Launcher both = launcher.on(old).with("ROLLCALL_JAVA", java.toString());
        assertThat(lines(both.run("plan"))).contains("<plan>");
        assertThat(lines(both.with("ROLLCALL_JAVA", java.resolve("bin/java").toString())
                        .run("plan")))
                .contains("<plan>");
        assertThat(lines(both.in(folder)
                        .with("ROLLCALL_JAVA", "java 17/bin/java")
                        .run("plan")))
                .contains("<plan>");
        String path = java.resolve("bin") + ":/usr/bin:/bin";
        assertThat(lines(launcher.with("JAVA_HOME", "").with("PATH", path).run("plan")))
                .contains("<plan>");
        refused(
                launcher.on(old).with("PATH", path),
                "Rollcall needs Java 17 or newer",
                "JAVA_HOME",
                "Java 11.0.2",
                "Install");
    }

    @Test
    void java_whenItCannotBeUsed_isRefusedWithOneSentence() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        refused(launcher.on(empty), "JAVA_HOME is " + empty, "no file " + empty + "/bin/java");
        refused(launcher.with("ROLLCALL_JAVA", "/no/java"), "ROLLCALL_JAVA is /no/java", "set ROLLCALL_JAVA");

        Path eight =
                FakeJava.withProgram(folder.resolve("eight"), "#!/bin/sh\necho 'java version \"1.8.0_412\"' >&2\n");
        refused(launcher.on(eight), "needs Java 17", "1.8.0_412");

        Path broken = FakeJava.withProgram(folder.resolve("broken"), "#!/bin/sh\necho 'no libjava.so' >&2\nexit 1\n");
        Files.writeString(broken.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        refused(launcher.on(broken), "does not start", "no libjava.so");

        Path file =
                FakeJava.printing(folder.resolve("not executable"), "17.0.1").resolve("bin/java");
        assertThat(file.toFile().setExecutable(false, false)).isTrue();
        refused(launcher.with("ROLLCALL_JAVA", file.toString()), "has no permission to run " + file);
    }

    @Test
    void java_whenThereIsNone_isSaid() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("sh", "env", "readlink", "stat", "cksum", "ls", "id")) {
            Files.createSymbolicLink(
                    tools.resolve(tool),
                    Path.of(DistTools.run(folder, "which", tool).out().strip()));
        }
        refused(
                launcher.with("JAVA_HOME", "").with("PATH", tools.toString()),
                "found no Java",
                "there is no java on the PATH",
                "Install Java 17");
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:+UseG1GC, -XX:+UseSerialGC",
        "-Xmx96m, -Xmx256m",
        "-XX:MaxRAMPercentage=50, -Xmx256m",
        "-Xmx10m, -XX:NewSize=16m",
        "-XX:-TieredCompilation, -XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation, -XX:CICompilerCount=1",
        "-XX:TieredStopAtLevel=4, -XX:CICompilerCount=1",
    })
    void options_ofTheAdministrator_replaceThoseThatJavaWouldRefuseBesideThem(String theirs, String ours) {
        assertThat(lines(launcher.run("plan"))).contains("<" + ours + ">");
        assertThat(lines(launcher.with("ROLLCALL_OPTS", " -Da=*  " + theirs).run("plan")))
                .containsSubsequence("<-Da=*>", "<" + theirs + ">", "<-jar>")
                .doesNotContain("<" + ours + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "check", "pause", "--version"})
    void heap_ofAShortCommand_isOfHugePages_whereLinuxHasThem(String command) throws IOException {
        Path pages = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        boolean has = Files.isReadable(pages) && !Files.readString(pages).contains("[never]");
        String option = "<-XX:+UseTransparentHugePages>";

        List<String> all = lines(launcher.run(command));
        assertThat(all).contains("<-Xms24m>", "<-XX:NewSize=16m>");
        assertThat(all.contains(option)).isEqualTo(has);
        assertThat(lines(launcher.run("once", "board"))).doesNotContain(option);
        assertThat(lines(launcher.with("ROLLCALL_OPTS", "-XX:-UseTransparentHugePages")
                        .run(command)))
                .doesNotContain(option);
    }

    @ParameterizedTest
    @CsvSource({"once, 24, 2", "run, 16, 7"})
    void heap_ofARun_beginsSmallAndStaysSmallWhileItIdles(String command, int megabytes, int ratio) {
        assertThat(lines(launcher.run(command)))
                .contains("<-Xms" + megabytes + "m>", "<-XX:NewRatio=" + ratio + ">", "<-XX:NewSize=8m>");
    }

    @ParameterizedTest
    @CsvSource({
        "LANG, C, /C.UTF-8/C",
        "LC_ALL, POSIX, C.UTF-8//",
        "LC_CTYPE, zh_CN.GBK, /zh_CN.GBK/",
        "LANG, en_US.UTF-8, //en_US.UTF-8"
    })
    void locale_withoutCharacters_isReplaced(String variable, String value, String locale) {
        assertThat(lines(launcher.with(variable, value).run("plan"))).contains("locale " + locale);
    }

    @Test
    void start_replacesTheShell_soThatSignalsReachJava() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.command("run")).directory(folder.toFile());
        Process process = builder.start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(out).contains("process " + process.pid() + "\n");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void script_isCleanForShellcheck() {
        DistTools.require("shellcheck");
        Result result = DistTools.run(
                folder, "shellcheck", "-s", "sh", launcher.script().toString());
        assertThat(result.succeeded().out()).isEmpty();
    }
}
