package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Checks that every citation of the vendors' facts can be followed: {@code docs/vendors/dingtalk.md §3.2} names an existing
 * page and an existing section of it. A {@code §} alone belongs to the page that the file cites last before it, or to the
 * first one that it cites; {@code page 003} is the published page of that number.
 * A numbered statement of a section is one too: §0.6.
 */
class VendorCitationsTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Path FACTS = ROOT.resolve("docs/vendors");

    private static final Pattern CITING = Pattern.compile(".*\\.(java|md|ya?ml|properties|sql)|pom\\.xml");
    private static final Pattern CITATION =
            Pattern.compile("RFC \\d+ §\\S+|(?<![\\w./-])(?<folder>[\\w./-]*/)?(?<page>[a-z][\\w-]*)\\.md"
                    + "|§ ?(?<section>\\d+(\\.\\d+)*)|\\bpages? (?<number>00\\d)\\b");
    private static final Pattern HEADING = Pattern.compile("#+ (\\d+(?:\\.\\d+)*)\\.? ");
    private static final Pattern STATEMENT = Pattern.compile("(\\d+)\\. ");

    @Test
    void citations_nameExistingPagesAndSections() throws IOException {
        Map<String, Set<String>> pages = pages();
        List<String> problems = new ArrayList<>();
        int sections = 0;
        for (Path file : citing()) {
            String text = Files.readString(file);
            problems.addAll(problems(ROOT.relativize(file).toString().replace('\\', '/'), text, pages));
            sections += text.split("docs/vendors/[\\w-]+\\.md §", -1).length - 1;
        }
        assertThat(problems).isEmpty();
        assertThat(sections).as("citations that were checked").isGreaterThan(100);
    }

    @Test
    void citation_whenItCannotBeFollowed_isAProblem() throws IOException {
        assertThat(problemsOf("(docs/vendors/dingtalk.md §3.2, §2.4; page 003), RFC 9110 §5.6.7"))
                .isEmpty();
        assertThat(problemsOf("docs/vendors/dingtalk.md §3.9"))
                .containsExactly("Example.java: there is no §3.9 in [dingtalk.md]");
        assertThat(problemsOf("docs/vendors/dingtalk.md §3.2, docs/vendors/huawei.md §11"))
                .hasSize(1);
        assertThat(problemsOf("docs/vendors/nobody.md"))
                .containsExactly("Example.java: there is no docs/vendors/nobody.md");
        assertThat(problemsOf("vendors/dingtalk.md §3.2"))
                .containsExactly("Example.java: vendors/dingtalk.md, not docs/vendors/dingtalk.md");
        assertThat(problemsOf("see dingtalk.md")).hasSize(1);
        assertThat(problemsOf("a section of no page (§3.2)")).hasSize(1);
        assertThat(problemsOf("page 009")).containsExactly("Example.java: there is no page 009");
    }

    private static List<String> problemsOf(String text) throws IOException {
        return problems("Example.java", text, pages());
    }

    private static List<String> problems(String file, String text, Map<String, Set<String>> pages) {
        boolean markdown = file.endsWith(".md"); // whose links are relative, and which DocumentationTest follows
        List<String> cited = new ArrayList<>();
        if (file.startsWith("docs/vendors/")) {
            cited.add(file.substring("docs/vendors/".length()));
        }
        List<String> problems = new ArrayList<>();
        Matcher citation = CITATION.matcher(text);
        while (citation.find()) {
            String section = citation.group("section");
            String number = citation.group("number");
            if (section != null && !hasSection(cited, section, pages)) {
                problems.add(file + ": there is no §" + section + " in " + cited);
            } else if (number != null
                    && pages.keySet().stream().noneMatch(page -> page.startsWith("pages/page-" + number))) {
                problems.add(file + ": there is no page " + number);
            } else if (citation.group("page") != null) {
                String folder = citation.group("folder") == null ? "" : citation.group("folder");
                String page = folder.replaceFirst("^.*vendors/", "") + citation.group("page") + ".md";
                boolean known = pages.containsKey(page);
                if (folder.contains("vendors/") && !known) {
                    problems.add(file + ": there is no " + citation.group());
                } else if (known) {
                    cited.add(page);
                    if (!markdown && !citation.group().equals("docs/vendors/" + page)) {
                        problems.add(file + ": " + citation.group() + ", not docs/vendors/" + page);
                    }
                }
            }
        }
        return problems;
    }

    private static boolean hasSection(List<String> cited, String section, Map<String, Set<String>> pages) {
        return !cited.isEmpty()
                && (pages.get(cited.get(cited.size() - 1)).contains(section)
                        || pages.get(cited.get(0)).contains(section));
    }

    /** The pages by their path below docs/vendors, each with its sections. */
    private static Map<String, Set<String>> pages() throws IOException {
        Map<String, Set<String>> pages = new HashMap<>();
        for (Path file : files(FACTS)) {
            Set<String> sections = new HashSet<>();
            String section = "";
            for (String line : Files.readAllLines(file)) {
                Matcher heading = HEADING.matcher(line);
                Matcher statement = STATEMENT.matcher(line);
                if (heading.lookingAt()) {
                    section = heading.group(1);
                    sections.add(section);
                } else if (statement.lookingAt()) {
                    sections.add(section + "." + statement.group(1));
                }
            }
            pages.put(FACTS.relativize(file).toString().replace('\\', '/'), sections);
        }
        return pages;
    }

    private static List<Path> citing() throws IOException {
        return files(ROOT).stream()
                .filter(file -> CITING.matcher(file.getFileName().toString()).matches())
                .filter(file -> !file.endsWith("VendorCitationsTest.java"))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                boolean built = visited.endsWith("target") || visited.endsWith(".git");
                return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
