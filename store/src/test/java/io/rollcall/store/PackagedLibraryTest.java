package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.OSInfo;

/** Which files are undamaged copies of SQLite's native library. */
class PackagedLibraryTest {
    private final PackagedLibrary packaged = Objects.requireNonNull(PackagedLibrary.find());

    @TempDir
    Path folder;

    @Test
    void platform_isTheDriversOwn() {
        assertThat(packaged.platform()).isEqualTo(OSInfo.getNativeLibFolderPathForCurrentOS());
    }

    @Test
    void isIn_aCopy_isTrue() throws Exception {
        assertThat(packaged.isIn(Files.write(folder.resolve("copy"), packaged.content())))
                .isTrue();
    }

    @Test
    void isIn_aCopyWithOneOtherBit_isFalse() throws Exception {
        byte[] content = packaged.content();
        content[content.length / 2] ^= 1;

        assertThat(packaged.isIn(Files.write(folder.resolve("damaged"), content)))
                .isFalse();
    }

    @Test
    void isIn_aFileThatWasCutOff_isFalse() throws Exception {
        byte[] content = packaged.content();

        assertThat(packaged.isIn(Files.write(folder.resolve("cut"), Arrays.copyOf(content, content.length - 1))))
                .isFalse();
        assertThat(packaged.isIn(Files.createFile(folder.resolve("empty")))).isFalse();
    }

    @Test
    void isIn_whatIsNoFile_isFalse() throws Exception {
        assertThat(packaged.isIn(folder.resolve("missing"))).isFalse();
        assertThat(packaged.isIn(Files.createDirectory(folder.resolve("directory"))))
                .isFalse();
    }
}
