package io.rollcall.config;

import io.rollcall.setting.LineProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds backslashes of a properties file that its syntax drops without a word, or makes control characters of: people write
 * Windows paths and secrets as they are. What {@link java.util.Properties#store} writes stays as it is, with one exception: a
 * real tab, line break or form feed, which it writes as {@code \\t}, {@code \\n}, {@code \\r} and {@code \\f}, cannot be told from a
 * path's {@code D:\\new}, stands in no value that Rollcall knows, and can be written as {@code \\u0009} and so on.
 */
final class Backslashes {
    private static final String LEGAL_AFTER = "\\:=#!u \t\f";
    private static final Pattern KEY = Pattern.compile("[ \t\f]*rollcall\\..*[=:].*", Pattern.DOTALL);

    private Backslashes() {}

    /**
     * The lines of an entry with each such backslash doubled, which is what was meant.
     *
     * @param start the entry's first line
     * @param end the line after its last
     * @param problems told of each line that has one
     */
    static List<String> doubled(List<String> lines, int start, int end, Consumer<LineProblem> problems) {
        if (PropertiesText.isComment(lines.get(start))) {
            return lines.subList(start, end);
        }
        List<String> doubled = new ArrayList<>();
        for (int line = start; line < end; line++) {
            boolean isLast = line == end - 1;
            // an empty line, and the end of the file, continue nothing
            boolean isContinued =
                    !isLast && PropertiesText.endOfText(lines.get(line + 1).strip()) > 0;
            doubled.add(doubled(lines.get(line), line + 1, isContinued, problems));
            if (isContinued && KEY.matcher(lines.get(line + 1)).matches()) {
                problems.accept(new LineProblem(
                        line + 1,
                        "ends with a backslash, which makes the next line a part of its value, and that is a key: write \\\\"
                                + " for a backslash at the end"));
            }
        }
        return doubled;
    }

    private static String doubled(String line, int number, boolean isContinued, Consumer<LineProblem> problems) {
        int end = PropertiesText.endOfText(line);
        StringBuilder doubled = new StringBuilder(line.length());
        boolean isLost = false;
        int at = 0;
        while (at < end) {
            char c = line.charAt(at);
            if (c != '\\') {
                doubled.append(c);
                at++;
            } else if (at + 1 < end ? LEGAL_AFTER.indexOf(line.charAt(at + 1)) >= 0 : isContinued) {
                doubled.append(line, at, Math.min(at + 2, end));
                at += 2;
            } else {
                doubled.append("\\\\");
                at++;
                isLost = true;
            }
        }
        if (isLost) {
            problems.accept(new LineProblem(
                    number,
                    "has a lone backslash, which a properties file drops or turns into a control character; write \\\\ for a"
                            + " backslash, or / in a path"));
        }
        return doubled + line.substring(end);
    }
}
