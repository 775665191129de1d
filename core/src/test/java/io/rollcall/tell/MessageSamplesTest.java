package io.rollcall.tell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The texts that docs/administrators/messages.md and docs/zh-CN/messages.md show, made by the real formatter. {@code
 * -Ddocs.write=true} writes them anew.
 */
class MessageSamplesTest {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src/test/resources/tell");

    @ParameterizedTest
    @CsvSource({
        "failed,dingtalk,en",
        "failed,dingtalk,zh",
        "failed,feishu,en",
        "failed,feishu,zh",
        "failed,wecom,en",
        "failed,wecom,zh",
        "failed,slack,en",
        "failed,slack,zh",
        "failed,mail,en",
        "failed,mail,zh",
        "changed,dingtalk,en",
        "changed,dingtalk,zh",
        "recovered,dingtalk,en",
        "recovered,dingtalk,zh",
        "quarantined,dingtalk,en",
        "quarantined,dingtalk,zh",
        "test,dingtalk,en",
        "test,dingtalk,zh"
    })
    void sample_isWhatTheFormatterWrites(String name, String kind, String language) throws IOException {
        String text = MessageSamples.text(name, kind, language);
        Path file = FOLDER.resolve(name + "-" + kind + "-" + language + ".txt");
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }

        assertThat(file).as("-Ddocs.write=true writes it anew").content().isEqualTo(text);
    }
}
