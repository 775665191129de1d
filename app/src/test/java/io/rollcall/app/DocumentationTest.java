package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.json.WireName;
import io.rollcall.report.Change;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.Unchanged;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation shows is what tests run: blocks, keys and links. */
class DocumentationTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    /** Blocks in these languages must say which file they are taken from; those in others may. */
    private static final Set<String> TAKEN = Set.of("java", "properties", "yaml", "xml", "json", "csv");

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    private static final String REWRITE =
            "write blocks anew (docs/README.md says how) with: mvn -o verify -pl app -am -Dit.test=DocumentationTest -Dtest=none"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false"
                    + " -Ddocs.write=true";

    /**
     * Files that some test runs: test sources and resources (by definition), examples (their own builds and tests do), main
     * sources and resources (each module's tests run them; the demo's properties and templates are there), and the build
     * files that Maven itself reads. A file in docs/ would be run by nobody.
     */
    private static boolean isRunByATest(String path) {
        return path.startsWith("examples/")
                || path.contains("/src/test/")
                || path.contains("/src/main/")
                || path.equals("pom.xml")
                || path.endsWith("/pom.xml");
    }

    @Test
    void blocks_areTheFilesThatTheyName() throws IOException {
        List<String> problems = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all(ROOT)) {
            // from the last to the first, so that writing one does not move those that are still to be looked at
            List<MarkdownPage.Block> blocks = new ArrayList<>(page.blocks());
            blocks.sort(Comparator.comparingInt(MarkdownPage.Block::line).reversed());
            for (MarkdownPage.Block block : blocks) {
                problem(page, block)
                        .ifPresent(problem -> problems.add(0, page.file() + ":" + block.line() + " " + problem));
            }
        }
        assertThat(problems).as(REWRITE).isEmpty();
    }

    @Test
    void configurationAndData_areInBlocksThatSayWhereTheyAreTakenFrom() throws IOException {
        List<String> problems = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all(ROOT)) {
            for (MarkdownPage.Spot line : page.typed()) {
                if (line.text().matches("rollcall\\.[\\w.-]+ *[=:].*|[{<\\[].*[}>\\]],?|(import|package) [\\w.]+;")) {
                    problems.add(page.file() + ":" + line.line()
                            + " shows configuration, data or code in a block without a language");
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static Optional<String> problem(MarkdownPage page, MarkdownPage.Block block) throws IOException {
        if (block.source() == null) {
            return TAKEN.contains(block.language())
                    ? Optional.of("is a block of " + block.language()
                            + " without a file: put <!-- from PATH --> or <!-- from PATH#REGION --> directly above it")
                    : Optional.empty();
        }
        if (!isRunByATest(block.source())) {
            return Optional.of("is taken from " + block.source() + ", which no test runs");
        }
        Optional<String> source = page.source(block);
        if (source.isEmpty()) {
            return Optional.of("is taken from " + block.source()
                    + (block.region() == null ? "" : ", region " + block.region()) + ", which does not exist");
        }
        if (source.get().equals(block.text())) {
            return Optional.empty();
        }
        if (Boolean.getBoolean("docs.write")) {
            page.rewrite(block, source.get());
            return Optional.empty();
        }
        return Optional.of("is not what " + block.source() + " says; first in its line "
                + (firstDifference(block.text(), source.get()) + 1));
    }

    private static int firstDifference(String one, String other) {
        List<String> ones = one.lines().toList();
        List<String> others = other.lines().toList();
        int line = 0;
        while (line < Math.min(ones.size(), others.size()) && ones.get(line).equals(others.get(line))) {
            line++;
        }
        return line;
    }

    @Test
    void links_leadToFiles() throws IOException {
        List<String> problems = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all(ROOT)) {
            for (MarkdownPage.Spot link : page.links()) {
                String target = link.text().replaceAll("#.*", "");
                Path folder = ROOT.resolve(page.file()).getParent();
                boolean missing = !target.isEmpty() && !target.contains(":") && !Files.exists(folder.resolve(target));
                if (missing) {
                    problems.add(page.file() + ":" + link.line() + " leads to " + link.text() + ", which is not there");
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void keys_areKnown() throws IOException {
        List<Pattern> known = new ArrayList<>();
        for (SettingGroup group : RollcallConfig.settings(KnownVendors.all())) {
            for (Setting<?> setting : group.settings()) {
                known.add(key(group.key(setting)));
                setting.fileName().ifPresent(file -> known.add(key(group.prefix() + file)));
            }
        }
        String meters = Files.readString(
                ROOT.resolve("camel-routes/src/main/java/io/rollcall/camel/metrics/RollcallMeters.java"));
        List<String> problems = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all(ROOT)) {
            for (MarkdownPage.Spot code : page.code()) {
                String key = code.text().replaceAll("=.*", "");
                if (key.matches("rollcall\\.[a-z-]+\\.[A-Za-z.-]*[a-z]")
                        && !Files.exists(ROOT.resolve(key))
                        && !meters.contains("\"" + key + "\"")
                        && known.stream()
                                .noneMatch(pattern -> pattern.matcher(key).matches())) {
                    problems.add(page.file() + ":" + code.line() + " names " + key + ", which is no key");
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void wordsOfReports_areExplainedInBothLanguages() throws IOException {
        for (String folder : List.of("administrators", "zh-CN")) {
            Set<String> explained = new TreeSet<>();
            for (MarkdownPage page : MarkdownPage.all(ROOT)) {
                if (page.file().startsWith(Path.of("docs", folder))) {
                    page.code().forEach(code -> explained.add(code.text()));
                }
            }
            assertThat(explained)
                    .as("docs/" + folder)
                    .containsAll(words(Unchanged.Reason.values()))
                    .containsAll(words(Change.Reason.values()))
                    .containsAll(words(Change.Status.values()))
                    .containsAll(words(RunOutcome.values()));
        }
    }

    @Test
    void messagesInTroubleshooting_areInTheCode() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String module : List.of("core", "store", "camel-routes", "app")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    code.append(Files.readString(file));
                }
            }
        }
        String texts = code.toString().replaceAll("\"\\s*\\+\\s*\"", "");
        List<String> missing = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all(ROOT)) {
            for (String line : page.file().endsWith("troubleshooting.md") ? page.lines() : List.<String>of()) {
                String symptom = line.startsWith("|") ? line.split("\\|")[1] : "";
                Matcher quoted = QUOTED.matcher(symptom);
                while (quoted.find()) {
                    Stream.of(quoted.group(1).split("\\.\\.\\."))
                            .map(String::strip)
                            .filter(part -> !texts.contains(part))
                            .forEach(part -> missing.add(page.file() + ": " + part));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void chinesePages_showTheBlocksOfTheEnglishOnes() throws IOException {
        Map<Path, List<String>> sources = new HashMap<>();
        for (MarkdownPage page : MarkdownPage.all(ROOT)) {
            sources.put(
                    page.file(),
                    page.blocks().stream()
                            // what Rollcall says in two languages is a file for each
                            .map(block ->
                                    (block.source() + "#" + block.region()).replaceFirst("-(en|zh)\\.txt#", ".txt#"))
                            .toList());
        }
        for (Path page : sources.keySet()) {
            if (page.startsWith(Path.of("docs", "administrators"))) {
                Path chinese = Path.of("docs", "zh-CN").resolve(page.getFileName());
                assertThat(sources.get(chinese)).as(chinese.toString()).isEqualTo(sources.get(page));
            }
        }
    }

    private static List<String> words(WireName... words) {
        return Arrays.stream(words).map(WireName::word).toList();
    }

    private static Pattern key(String key) {
        return Pattern.compile(Pattern.quote(key).replace("NAME", "\\E[A-Za-z0-9_-]+\\Q"));
    }
}
