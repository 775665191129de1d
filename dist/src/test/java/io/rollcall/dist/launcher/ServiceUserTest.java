package io.rollcall.dist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rollcall.dist.DistTools;
import io.rollcall.dist.DistTools.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As whom root's commands run. Each test has a mount namespace with an /etc of its own, which ends with its processes. */
class ServiceUserTest {
    @TempDir
    Path folder;

    private Launcher launcher;

    @BeforeEach
    void rootIsNeeded() throws IOException {
        assumeThat(DistTools.run(folder, "id", "-u").out().strip())
                .as("These tests need root.")
                .isEqualTo("0");
        assumeThat(DistTools.run(folder, "unshare", "--mount", "true").code())
                .as("These tests need mount namespaces.")
                .isZero();
        // the user rollcall and others must reach the home
        DistTools.run(folder, "chmod", "755", folder.toString()).succeeded();
        launcher = Launcher.alone(folder.resolve("home"));
        Path java = FakeJava.withProgram(
                folder.resolve("java"),
                """
                #!/bin/sh
                case " $* " in *" -version "*) echo "    java.version = 17.0.1"; exit 0 ;; esac
                echo "user $(id -un) $(id -gn) $HOME ${ROLLCALL_STORE_URL:-} $PWD"
                while [ "$1" != -jar ]; do shift; done
                for one; do printf '<%s>\\n' "$one"; done
                exit 3
                """);
        launcher = launcher.on(java).with("ROLLCALL_STORE_URL", "embedded:kept").with("HOME", "/root");
    }

    /** Runs the launcher where /etc has a user rollcall (or none) and the service's configuration. */
    private Result run(Launcher launcher, boolean hasUser, String... arguments) {
        String script =
                """
                set -e
                mount --make-rprivate /
                cp -a /etc etc
                mount --bind etc /etc
                sed -i '/^rollcall:/d' /etc/passwd /etc/group
                if [ "$1" = true ]; then
                  echo 'rollcall:x:64123:64124::/var/lib/rollcall:/usr/sbin/nologin' >>/etc/passwd
                  echo 'rollcall:x:64124:' >>/etc/group
                  echo 'rollcall:!:19000::::::' >>/etc/shadow
                fi
                mkdir -p /etc/rollcall
                : >/etc/rollcall/rollcall.properties
                chmod 600 /etc/rollcall/rollcall.properties
                mkdir -p private
                chmod 700 private
                cd private
                shift
                exec "$@"
                """;
        Stream<String> start =
                Stream.of("unshare", "--mount", "--fork", "sh", "-c", script, "sh", Boolean.toString(hasUser));
        return DistTools.run(
                folder,
                Stream.concat(start, Stream.of(launcher.command(arguments))).toArray(String[]::new));
    }

    private static void runsAs(Result result, String user) {
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("user " + user);
        assertThat(result.code()).isEqualTo(3);
    }

    /** A PATH without some of the tools. */
    private String without(String... missing) throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String place : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
            try (Stream<Path> files = Files.list(Path.of(place))) {
                for (Path file : files.toList()) {
                    Path link = tools.resolve(file.getFileName());
                    if (!List.of(missing).contains(file.getFileName().toString()) && !Files.exists(link)) {
                        Files.deleteIfExists(link);
                        Files.createSymbolicLink(link, file);
                    }
                }
            }
        }
        return tools.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "setpriv", "setpriv,runuser"})
    void command_ofRoot_runsAsTheServicesUser_withItsArgumentsAndVariables(String missing) throws Exception {
        Launcher here = launcher.with("PATH", without(missing.split(",")));

        Result result = run(here, true, "once", "a  b", "", "*", "two\nlines", "it's", "-v");

        runsAs(
                result,
                "rollcall rollcall /var/lib/rollcall embedded:kept " + folder.toRealPath() + "/private\n" + "<-jar>\n<"
                        + here.home() + "/lib/rollcall.jar>\n<once>\n<a  b>\n<>\n<*>\n<two\nlines>\n<it's>\n<-v>\n");
    }

    @Test
    void command_ofRoot_thatDoesNotReadTheServicesConfiguration_runsAsRoot() throws Exception {
        Path own = Files.createFile(folder.resolve("own.properties"));
        runsAs(run(launcher, true, "demo"), "root");
        runsAs(run(launcher, true, "sandbox", "--port", "0"), "root");
        runsAs(run(launcher, true, "--version"), "root");
        runsAs(run(launcher, true, "once", "--help"), "root");
        runsAs(run(launcher, true, "once", "board", "--config", own.toString()), "root");
        Files.createDirectories(folder.resolve("private"));
        Files.createFile(folder.resolve("private/rollcall.properties"));
        runsAs(run(launcher, true, "once", "board"), "root");
    }

    @Test
    void command_ofRoot_thatNamesTheServicesConfiguration_runsAsItsUser() throws Exception {
        Files.createDirectories(folder.resolve("private"));
        Files.createFile(folder.resolve("private/rollcall.properties"));
        String named = "/etc/rollcall/../rollcall/rollcall.properties";
        runsAs(run(launcher, true, "once", "board", "--config", named), "rollcall");
        runsAs(run(launcher, true, "--config=" + named, "once", "board"), "rollcall");
    }

    @Test
    void command_ofRoot_whereThereIsNoSuchUser_runsAsRoot() {
        runsAs(run(launcher, false, "once", "board"), "root");
    }

    @Test
    void home_thatTheUserCannotRead_isNamed() {
        DistTools.run(folder, "chmod", "700", launcher.home().toString()).succeeded();
        Result result = run(launcher, true, "once", "board");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("The user rollcall cannot read " + launcher.script())
                .hasLineCount(1);
    }
}
