package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code mvn -Pquick test} runs every test class that is not tagged {@code slow}; those that start something are tagged. */
class QuickLaneTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    /** What starts a server, a database, a process or a context, in the words of Java or of the tests' own helpers. */
    private static final Pattern STARTS = Pattern.compile(
            "(SandboxExtension|Sandbox\\.start|EmbeddedPostgres|PostgresServer|new ProcessBuilder|new ServerSocket"
                    + "|new MainHost|Program\\.below"
                    + "|PackagedApplication|new SpringApplication|@SpringBootTest|@QuarkusTest)\\b");

    @Test
    void classesThatStartSomething_areTaggedSlow() throws IOException {
        List<Path> untagged = new ArrayList<>();
        int tagged = 0;
        for (Path file : testClasses()) {
            String source = Files.readString(file);
            if (source.contains("Tag(\"slow\")")) {
                tagged++;
            } else if (STARTS.matcher(source).find()) {
                untagged.add(ROOT.relativize(file));
            }
        }
        assertThat(untagged).as("test classes without @Tag(\"slow\")").isEmpty();
        assertThat(tagged).isGreaterThan(80);
    }

    private static List<Path> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/test/java/")
                            && file.toString().matches(".*(Test|IT)\\.java")
                            // copies of earlier versions that a bench builds
                            && !file.toString().contains("/target/")
                            // names what it looks for
                            && !file.endsWith("QuickLaneTest.java"))
                    .toList();
        }
    }
}
