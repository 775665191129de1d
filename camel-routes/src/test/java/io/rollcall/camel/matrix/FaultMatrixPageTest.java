package io.rollcall.camel.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FaultMatrixPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", ".")).resolve(Path.of("..", "docs", "fault-matrix.md"));

    @Test
    void page_isPrintedFromTheTable() throws IOException {
        String printed = FaultMatrixPage.print();
        if (Boolean.getBoolean("fault-matrix.write")) {
            Files.writeString(PAGE, printed);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/fault-matrix.md; its head says how it is written anew")
                .isEqualTo(printed);
    }
}
