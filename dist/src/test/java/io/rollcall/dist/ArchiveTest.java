package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @TempDir
    Path folder;

    @Test
    void launcher_startsTheProgramOfTheArchive() {
        Path home = DistTools.unpack(folder);

        DistTools.Result result =
                DistTools.run(folder, home.resolve("bin/rollcall").toString(), "--version");

        assertThat(result.succeeded().out()).startsWith("rollcall " + DistTools.version());
    }
}
