package io.rollcall.config;

import io.rollcall.setting.LineProblem;
import io.rollcall.setting.TextFiles;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The text of a properties file: read exactly as {@link Properties} reads it, but with line numbers, and with complaints
 * about what {@link Properties} passes over in silence or gives up at.
 *
 * @param entries in the order of the file; of a key given twice, the first
 * @param problems what is wrong, by line
 */
record PropertiesText(List<ConfigurationSources.Entry> entries, List<LineProblem> problems) {
    /** After each line's end, which stays with its line: the library treats the ends differently in odd places. */
    private static final String LINE_STARTS = "(?<=\n)|(?<=\r)(?!\n)";

    PropertiesText {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** Reads a text; never throws. */
    static PropertiesText parse(String text) {
        List<ConfigurationSources.Entry> entries = new ArrayList<>();
        List<LineProblem> problems = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        List<String> lines = List.of(TextFiles.withoutByteOrderMark(text).split(LINE_STARTS));
        for (int start = 0; start < lines.size(); ) {
            int end = endOfEntry(lines, start);
            int line = start + 1;
            List<String> whole = Backslashes.doubled(lines, start, end, problems::add);
            try {
                read(String.join("", whole)).forEach((key, value) -> {
                    Integer before = seen.putIfAbsent(key, line);
                    if (before == null) {
                        entries.add(new ConfigurationSources.Entry(key, value, line));
                    } else {
                        problems.add(new LineProblem(
                                line, key + " is given twice, first in line " + before + "; remove one of them"));
                    }
                });
            } catch (IllegalArgumentException malformedEscape) {
                problems.add(new LineProblem(
                        line,
                        "a backslash and u need four hexadecimal digits after them; write \\\\u for the letters"));
            }
            start = end;
        }
        return new PropertiesText(entries, problems);
    }

    /** The line after the last one of an entry: a backslash at a line's end carries the entry on. */
    private static int endOfEntry(List<String> lines, int start) {
        int line = start;
        if (!isComment(lines.get(line))) {
            while (line < lines.size() - 1 && isContinued(lines.get(line))) {
                line++;
            }
        }
        return line + 1;
    }

    static boolean isComment(String line) {
        String text = line.replaceFirst("^[ \t\f]+", "");
        return text.startsWith("#") || text.startsWith("!");
    }

    private static boolean isContinued(String line) {
        int end = endOfText(line);
        int backslashes = 0;
        while (backslashes < end && line.charAt(end - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** Where the line's end begins. */
    static int endOfText(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    private static Map<String, String> read(String entry) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(entry));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Map<String, String> values = new HashMap<>();
        properties.forEach((key, value) -> values.put((String) key, (String) value));
        return values;
    }
}
