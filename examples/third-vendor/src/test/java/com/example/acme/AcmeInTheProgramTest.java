package com.example.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with this module's jar on its class path, as a process of its own. */
@Timeout(90)
@Tag("slow")
class AcmeInTheProgramTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    @TempDir
    Path folder;

    private record Ended(int exit, String out, String err) {}

    /** Runs {@code check} in the folder, with something more on the class path. */
    private Ended check(Path... more) throws IOException, InterruptedException {
        // the program's jar names its libraries in its manifest, so these are the whole class path
        String classPath = Stream.concat(
                        Stream.of(
                                MODULE.resolve("../../app/target/rollcall.jar").normalize()),
                        Stream.of(more))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        "io.rollcall.app.Main",
                        "check")
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("ROLLCALL_") || key.endsWith("JAVA_OPTIONS"));
        Process program = builder.start();
        try {
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
        return new Ended(program.exitValue(), Files.readString(out), Files.readString(err));
    }

    private void configure(AcmeServer acme, Sandbox sandbox) throws IOException {
        List<String> properties = new ArrayList<>(acme.properties());
        sandbox.properties()
                .lines()
                .filter(line -> line.startsWith("rollcall.dingtalk."))
                .forEach(properties::add);
        properties.addAll(Files.readAllLines(MODULE.resolve("src/test/resources/people.properties")));
        Files.write(folder.resolve("rollcall.properties"), properties);
    }

    @Test
    void check_showsTheThirdVendor() throws Exception {
        try (Sandbox sandbox = Sandbox.start(Company.builtIn(), 0);
                AcmeServer acme = new AcmeServer()) {
            configure(acme, sandbox);

            Ended check = check(MODULE.resolve("target/acme-rooms.jar"));

            assertThat(check.exit()).as(check.err()).isZero();
            assertThat(check.out())
                    .containsPattern("acme\\.token +ok")
                    .containsPattern("acme\\.user-details +ok")
                    .containsPattern("dingtalk\\.department-users +ok")
                    .contains("no metered calls")
                    .doesNotContain("huawei", AcmeServer.CLIENT_SECRET);
        }
    }

    @Test
    void check_withoutTheJar_saysWhichKeysAndProviderAreUnknown() throws Exception {
        try (Sandbox sandbox = Sandbox.start(Company.builtIn(), 0);
                AcmeServer acme = new AcmeServer()) {
            configure(acme, sandbox);

            Ended check = check();

            assertThat(check.exit()).isEqualTo(2);
            assertThat(check.err())
                    .contains("rollcall.acme.client-id is unknown")
                    .contains("names an unknown provider 'acme'");
        }
    }

    @Test
    void check_whenAJarsRegistrationIsBroken_saysSo() throws Exception {
        Path jar = folder.resolve("broken");
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.rollcall.vendor.Vendor"), "com.example.Forgotten\n");

        Ended check = check(jar);

        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.err())
                .contains("a vendor's jar on the class path is broken")
                .contains("Provider com.example.Forgotten not found")
                .doesNotContain("\tat ");
    }
}
