package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A vendor's words stand in the vendor's package, those of its chat in the package of that channel. "unionId" is not among them: it is a field of the documented JSON and the
 * header of an administrator's list, whoever the vendor is.
 */
class VendorWordsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/rollcall");
    private static final List<String> PACKAGES =
            List.of("vendor/dingtalk", "vendor/huawei", "tell/dingtalk", "tell/feishu");
    private static final Pattern WORDS = Pattern.compile("(?i)dingtalk|huawei|attend_?status|dept_?id|conference_?id"
            + "|access[_-]?limit|order[_-]?field|third_?account|zh_cn|suite_?ticket\"");

    @Test
    void codeOutsideAVendorsPackage_holdsNoWordOfIt() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> PACKAGES.stream().noneMatch(name -> path.startsWith(SOURCES.resolve(name))))
                    .toList()) {
                String code =
                        Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
                WORDS.matcher(code).results().forEach(word -> found.add(file.getFileName() + ": " + word.group()));
            }
        }
        assertThat(found).isEmpty();
    }
}
