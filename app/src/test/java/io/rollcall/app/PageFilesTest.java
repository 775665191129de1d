package io.rollcall.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.event.StreamState;
import io.rollcall.json.WireName;
import io.rollcall.report.Change;
import io.rollcall.report.CheckLine;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.Trigger;
import io.rollcall.report.Unchanged;
import io.rollcall.roster.LookupStatus;
import io.rollcall.vendor.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files: their size, their words, and what the content security policy and safety ask of them. */
class PageFilesTest {
    private static final long MOST_BYTES = 200_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A key that is written whole, as in {@code t('cancel')} or {@code by ? 'now.by-event' : 'now.by-poll'}. */
    private static final Pattern LITERAL = Pattern.compile("'([a-z][A-Za-z0-9.-]*)'");

    private static final Pattern CALLED = Pattern.compile("\\b(?:t|rich)\\(\\s*'([A-Za-z0-9.-]+)'\\s*[,)]");

    /** A family, as in {@code known('reason', value)}, or a beginning, as in {@code `view.${name}`} and {@code 'x.' + y}. */
    private static final List<Pattern> BEGINNINGS = List.of(
            Pattern.compile("\\b(?:known|state|counts)\\(\\s*'([a-z-]+)',"),
            Pattern.compile("`([a-z.-]+)\\.\\$\\{"),
            Pattern.compile("'([a-z.-]+)\\.'\\s*\\+"));

    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""))
            .resolve("src/main/resources/io/rollcall/app/page")
            .toAbsolutePath();

    private static Map<String, String> files() throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.list(FOLDER)) {
            for (Path file : all.sorted().toList()) {
                files.put(file.getFileName().toString(), Files.readString(file, UTF_8));
            }
        }
        return files;
    }

    private static String modules() throws Exception {
        StringBuilder modules = new StringBuilder();
        files().forEach((name, text) -> modules.append(name.endsWith(".js") ? text : ""));
        return modules.toString();
    }

    private static Map<String, String> words(String language) throws Exception {
        return JSON.readValue(Files.readString(FOLDER.resolve(language + ".json"), UTF_8), new TypeReference<>() {});
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    @Test
    void allFiles_areSmall() throws Exception {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            long bytes = all.filter(Files::isRegularFile)
                    .mapToLong(PageFilesTest::size)
                    .sum();

            assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException lost) {
            throw new IllegalStateException(lost);
        }
    }

    @Test
    void words_haveTheSameKeysAndValuesInBothLanguages() throws Exception {
        Map<String, String> english = words("en");
        Map<String, String> chinese = words("zh");

        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        for (String key : english.keySet()) {
            assertThat(english.get(key)).as(key).isNotBlank();
            assertThat(chinese.get(key)).as(key).isNotBlank();
            assertThat(placeholders(chinese.get(key)))
                    .as(key)
                    .isEqualTo(placeholders(Objects.requireNonNull(english.get(key))));
        }
    }

    /** The names of the values; a plural form needs its number beside it and says nothing more. */
    private static Set<String> placeholders(String text) {
        Set<String> names = new TreeSet<>();
        for (MatchResult result :
                Pattern.compile("\\{([a-z]+)[|}]").matcher(text).results().toList()) {
            names.add(result.group(1));
        }
        return names;
    }

    @Test
    void words_areThereForEachKeyThatIsUsed_andOnlyForThese() throws Exception {
        String modules = modules();
        Set<String> keys = words("en").keySet();
        Set<String> beginnings = new HashSet<>();
        BEGINNINGS.forEach(pattern -> beginnings.addAll(found(pattern, modules)));
        Set<String> literals = new HashSet<>(found(LITERAL, modules));

        assertThat(keys).containsAll(found(CALLED, modules));
        assertThat(keys)
                .allMatch(key -> literals.contains(key)
                        || beginnings.stream().anyMatch(beginning -> key.startsWith(beginning + ".")));
    }

    @Test
    void words_areThereForEachValueOfTheReports() throws Exception {
        Set<String> keys = words("en").keySet();
        List<String> wanted = new ArrayList<>();
        family(wanted, "action", Change.Action.values());
        family(wanted, "status", Change.Status.values());
        family(wanted, "reason", Change.Reason.values());
        family(wanted, "reason", Unchanged.Reason.values());
        family(wanted, "fault", Fault.Kind.values());
        family(wanted, "outcome", RunOutcome.values());
        family(wanted, "trigger", Trigger.values());
        family(wanted, "roster-change", RosterChange.Kind.values());
        family(wanted, "lookup", LookupStatus.values());
        family(wanted, "check-result", CheckLine.Result.values());
        family(wanted, "stream", StreamState.values());

        assertThat(keys).containsAll(wanted);
    }

    private static void family(List<String> keys, String name, WireName... values) {
        for (WireName value : values) {
            keys.add(name + "." + value.word());
        }
    }

    @Test
    void files_loadNothingFromOutside() throws Exception {
        files().forEach((name, text) -> assertThat(text.replace("http://www.w3.org/2000/svg", ""))
                .as(name)
                .doesNotContain("http:", "https:", "//cdn", "url(", "@import"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"})
    void modules_makeNoMarkupOutOfText(String forbidden) throws Exception {
        assertThat(modules().replace("there is no way from here to innerHTML", ""))
                .doesNotContain(forbidden);
    }

    @Test
    void page_hasNoInlineScriptOrStyle() throws Exception {
        String page = Objects.requireNonNull(files().get("index.html"));

        assertThat(page)
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                .doesNotContainPattern("<style|\\bstyle=|\\bon[a-z]+=");
    }
}
