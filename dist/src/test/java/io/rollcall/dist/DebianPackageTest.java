package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the package. {@code InstallPageTest} installs it. */
class DebianPackageTest {
    private static final Pattern ENTRY = Pattern.compile("(\\S+) (\\S+) +\\d+ \\S+ \\S+ \\./(.*)");

    @TempDir
    static Path folder;

    @BeforeAll
    static void requireTools() {
        DistTools.require("dpkg-deb");
    }

    @Test
    void control_namesVersionAndJava() {
        String control = dpkgDeb("--field", DistTools.debianPackage().toString());

        assertThat(control.lines())
                .contains(
                        "Package: rollcall",
                        "Version: " + DistTools.version().replace("-SNAPSHOT", "~SNAPSHOT"),
                        "Architecture: all",
                        "Depends: java17-runtime-headless | java-runtime-headless (>= 17), passwd");
    }

    @Test
    void snapshot_isOlderThanItsRelease() {
        DistTools.require("dpkg");
        String version = dpkgDeb("--field", DistTools.debianPackage().toString(), "Version")
                .strip();
        String release = version.replace("~SNAPSHOT", "");

        assertThat(DistTools.run(folder, "dpkg", "--compare-versions", version, "le", release)
                        .code())
                .isZero();
        assertThat(version).doesNotContain("-");
    }

    @Test
    void files_belongToRootAndHaveTheModesOfTheirKinds() {
        Map<String, String> entries = entries();

        entries.forEach((name, entry) -> assertThat(entry).as(name).endsWith(" root/root"));
        assertThat(entries)
                .containsEntry("usr/share/rollcall/bin/rollcall", "-rwxr-xr-x root/root")
                .containsEntry("usr/share/rollcall/lib/rollcall.jar", "-rw-r--r-- root/root")
                .containsEntry("usr/bin/rollcall -> ../share/rollcall/bin/rollcall", "lrwxrwxrwx root/root")
                .containsEntry("etc/rollcall/rollcall.properties", "-rw-r----- root/root")
                .containsEntry("usr/lib/systemd/system/rollcall.service", "-rw-r--r-- root/root")
                .containsEntry("usr/share/bash-completion/completions/rollcall", "-rw-r--r-- root/root")
                .containsEntry("usr/share/zsh/vendor-completions/_rollcall", "-rw-r--r-- root/root")
                .containsEntry("usr/share/fish/vendor_completions.d/rollcall.fish", "-rw-r--r-- root/root")
                .containsEntry("usr/share/man/man1/rollcall.1.gz", "-rw-r--r-- root/root")
                .containsEntry("usr/share/doc/rollcall/copyright", "-rw-r--r-- root/root")
                .containsEntry("usr/share/doc/rollcall/changelog.gz", "-rw-r--r-- root/root")
                .containsEntry("usr/share/doc/rollcall/bom.json", "-rw-r--r-- root/root")
                .containsEntry("usr/share/doc/rollcall/docs/administrators/install.md", "-rw-r--r-- root/root");
        entries.forEach((name, entry) -> {
            if (name.endsWith("/")) {
                assertThat(entry).as(name).startsWith("drwxr-xr-x ");
            }
        });
    }

    @Test
    void libraries_areThoseOfTheArchive() throws IOException {
        DistTools.run(
                        folder,
                        "dpkg-deb",
                        "-x",
                        DistTools.debianPackage().toString(),
                        folder.resolve("package").toString())
                .succeeded();
        Path archive = DistTools.unpack(folder);

        DistTools.run(
                        folder,
                        "diff",
                        "-r",
                        archive.resolve("lib").toString(),
                        folder.resolve("package/usr/share/rollcall/lib").toString())
                .succeeded();
        assertThat(folder.resolve("package/usr/lib/systemd/system/rollcall.service"))
                .hasSameBinaryContentAs(archive.resolve("systemd/rollcall.service"));
    }

    @Test
    void configuration_isKeptByUpgradesAndPointsToTheServicesFolder() throws IOException {
        DistTools.run(
                        folder,
                        "dpkg-deb",
                        "-R",
                        DistTools.debianPackage().toString(),
                        folder.resolve("raw").toString())
                .succeeded();

        assertThat(folder.resolve("raw/DEBIAN/conffiles")).hasContent("/etc/rollcall/rollcall.properties");
        List<String> set = Files.readAllLines(folder.resolve("raw/etc/rollcall/rollcall.properties")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(set).containsExactly("rollcall.store.url=embedded:/var/lib/rollcall/rollcall-data");
    }

    @Test
    void scripts_arePosixShell() {
        DistTools.require("shellcheck");
        DistTools.run(
                        folder,
                        "dpkg-deb",
                        "-e",
                        DistTools.debianPackage().toString(),
                        folder.resolve("control").toString())
                .succeeded();

        for (String script : List.of("postinst", "prerm", "postrm")) {
            DistTools.run(
                            folder,
                            "shellcheck",
                            "--shell=sh",
                            folder.resolve("control").resolve(script).toString())
                    .succeeded();
        }
    }

    @Test
    void lintian_findsNoErrors() {
        DistTools.require("lintian");

        DistTools.Result result = DistTools.run(
                folder,
                "lintian",
                "--fail-on",
                "error",
                "--allow-root",
                DistTools.debianPackage().toString());

        result.succeeded();
        assertThat(result.out() + result.err()).doesNotContain("E: rollcall");
    }

    private static Map<String, String> entries() {
        Map<String, String> entries = new TreeMap<>();
        dpkgDeb("--contents", DistTools.debianPackage().toString()).lines().forEach(line -> {
            Matcher entry = ENTRY.matcher(line);
            assertThat(entry.matches()).as(line).isTrue();
            entries.put(entry.group(3), entry.group(1) + " " + entry.group(2));
        });
        return entries;
    }

    private static String dpkgDeb(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "dpkg-deb";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return DistTools.run(folder, command).succeeded().out();
    }
}
