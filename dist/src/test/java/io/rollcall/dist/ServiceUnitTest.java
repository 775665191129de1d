package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit, without starting it. Other tests start it. */
class ServiceUnitTest {
    private static final Path UNIT = Path.of("src/main/systemd/rollcall.service");

    @TempDir
    Path folder;

    @Test
    void unit_isUnderstoodBySystemd() throws IOException {
        DistTools.require("systemd-analyze");
        // only a machine with the package has the program and its man page
        Path unit = Files.writeString(
                folder.resolve("rollcall.service"),
                Files.readString(UNIT).replace("ExecStart=/usr/bin/rollcall ", "ExecStart=/bin/sh "));

        DistTools.Result verified = DistTools.run(folder, "systemd-analyze", "verify", "--man=false", unit.toString());

        assertThat(verified.succeeded().err()).isEmpty();
    }

    @Test
    void unit_exposesLittle() {
        DistTools.require("systemd-analyze");

        DistTools.run(
                        folder,
                        Map.of("LC_ALL", "C"),
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--no-pager",
                        "--threshold=30",
                        UNIT.toAbsolutePath().toString())
                .succeeded();
    }

    @Test
    void everyCredential_hasTheValueForAMachineWithoutItsFile() throws IOException {
        List<String> unit = Files.readAllLines(UNIT);

        List<String> credentials = unit.stream()
                .filter(line -> line.startsWith("LoadCredential="))
                .map(line -> line.replaceAll("LoadCredential=(\\w+):.*", "$1"))
                .toList();

        assertThat(credentials).contains("secrets_dingtalk", "secrets_huawei", "secrets_database");
        // an empty value would not be one: systemd would refuse to start the service
        assertThat(credentials).allSatisfy(name -> assertThat(unit).contains("SetCredential=" + name + ":\\n"));
    }
}
