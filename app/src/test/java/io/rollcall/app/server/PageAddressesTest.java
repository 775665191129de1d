package io.rollcall.app.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the page's files are, and how long browsers may keep them. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageAddressesTest {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""))
            .resolve("src/main/resources/io/rollcall/app/page")
            .toAbsolutePath();

    private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"/([0-9a-f]{24})/([a-z]+\\.[a-z]+)\"");
    private static final String FOR_EVER = "Cache-Control: max-age=31536000, immutable";
    private static final String ASKED_AGAIN = "Cache-Control: no-cache";

    @TempDir
    static Path folder;

    private TestServer server;
    private String version;

    @BeforeAll
    void start() throws Exception {
        server = TestServer.open(folder);
        Matcher address = ADDRESS.matcher(server.get("/"));
        assertThat(address.find()).isTrue();
        version = address.group(1);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("index.html"))
                    .toList();
        }
    }

    @Test
    void page_namesAllItsFilesBelowOneVersion_soThatTheyAreAskedForAtTheSameTime() throws Exception {
        List<String> named = ADDRESS.matcher(server.get("/budget"))
                .results()
                .filter(address -> address.group(1).equals(version))
                .map(address -> address.group(2))
                .toList();

        assertThat(named).doesNotHaveDuplicates();
        assertThat(names().stream().filter(name -> !name.endsWith(".json"))).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void files_belowTheVersion_areKept_andWithoutIt_areAskedForAgain() throws Exception {
        for (String name : names()) {
            String content = Files.readString(FOLDER.resolve(name), ISO_8859_1);
            assertThat(server.get("/" + version + "/" + name)).contains(" 200 ", FOR_EVER, content);
            assertThat(server.get("/" + name)).contains(" 200 ", ASKED_AGAIN, content);
        }
        assertThat(server.get("/now")).contains(" 200 ", ASKED_AGAIN, "<!doctype html>");
    }

    @Test
    void files_ofAnEarlierVersion_areTodays_andNotKept() throws Exception {
        assertThat(server.get("/0123456789abcdef01234567/zh.json")).contains(" 200 ", ASKED_AGAIN, "\"cancel\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%s",
                "/%s/",
                "/%s/nothing.js",
                "/%s/%s/main.js",
                "/%s/index.html",
                "/%s/now",
                "/page/main.js",
                "/0123/main.js",
                "/io/rollcall/app/page/main.js",
                "/%s/PageFiles.class",
                "/main.js/"
            })
    void otherAddresses_areNotFound(String address) throws Exception {
        assertThat(server.get(address.replace("%s", version))).contains(" 404 ");
    }

    @Test
    void file_whenTheBrowserHasIt_isNotSentAgain() throws Exception {
        Matcher tag = Pattern.compile("ETag: (\\S+)").matcher(server.get("/main.js"));
        assertThat(tag.find()).isTrue();

        assertThat(server.get("/main.js", "If-None-Match: " + tag.group(1) + "\r\n"))
                .contains(" 304 ")
                .doesNotContain("import ");
    }
}
