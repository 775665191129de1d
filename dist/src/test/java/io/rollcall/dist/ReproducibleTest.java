package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.dist.DistTools.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second build, of the same sources in another folder, by a user with other settings, gives the same bytes. */
class ReproducibleTest {
    @TempDir
    Path folder;

    @Test
    void secondBuild_givesTheSameBytes() throws IOException {
        DistTools.require("mvn", "tar");
        Path sources = DistTools.folder().resolve("../..").normalize();
        Path copy = Files.createDirectories(folder.resolve("又 another folder"));
        DistTools.run(
                        copy,
                        "sh",
                        "-c",
                        "umask 077; tar -C \"$1\" -cf - --exclude=target --exclude=.git . | tar -xmf - --no-same-permissions",
                        "sh",
                        sources.toString())
                .succeeded();

        Result build = DistTools.run(
                copy,
                Duration.ofMinutes(15),
                Map.of("TZ", "Asia/Shanghai", "LC_ALL", "C.UTF-8"),
                "sh",
                "-c",
                "umask 077; exec mvn -q -ntp -DskipTests -Pdist package -pl dist -am \"$@\"",
                "sh",
                "-Dmaven.repo.local=" + System.getProperty("dist.repository"));

        build.succeeded();
        assertThat(build.out().replaceAll("\u001B\\[[0-9;]*m", ""))
                .as("what -q prints")
                .isBlank();
        for (Path file : new Path[] {DistTools.archive(), DistTools.debianPackage()}) {
            assertThat(copy.resolve("dist/target").resolve(file.getFileName())).hasSameBinaryContentAs(file);
        }
    }
}
