package io.rollcall.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The installation page. A comment above a block says what a test does with it: {@code <!-- run package -->} runs its lines on
 * the machine that has the package (or {@code archive}, or both), {@code <!-- file PATH -->} appends it to a file there.
 */
final class InstallPage {
    private static final Pattern RUN = Pattern.compile("<!-- run ([a-z ]+) -->");
    private static final Pattern FILE = Pattern.compile("<!-- file (\\S+) -->");
    private static final Pattern FENCE = Pattern.compile("```(\\w*)");

    private InstallPage() {}

    /** Something that a reader does. */
    sealed interface Step {
        /** Where the page says it, from 1. */
        int line();
    }

    /**
     * Lines that the reader types.
     *
     * @param machines those on which they are typed
     */
    record Typed(int line, List<String> machines, List<String> commands) implements Step {}

    /** Text that the reader writes into a file. */
    record Written(int line, String file, String text) implements Step {}

    /** The steps of the page, in its order. */
    static List<Step> steps(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        List<Step> steps = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            Matcher fence = FENCE.matcher(lines.get(line));
            if (lines.get(line).startsWith("    ") || !fence.matches()) {
                if (lines.get(line).startsWith("    ")) {
                    throw new IllegalStateException(page + ":" + (line + 1) + " is a block without a fence");
                }
                continue;
            }
            int end = line + 1 + lines.subList(line + 1, lines.size()).indexOf("```");
            List<String> block = lines.subList(line + 1, end);
            step(lines, line, fence.group(1), block, page).forEach(steps::add);
            line = end;
        }
        return steps;
    }

    private static List<Step> step(List<String> lines, int fence, String language, List<String> block, Path page) {
        Matcher run = RUN.matcher(lines.get(fence - 1));
        if (run.matches()) {
            return List.of(new Typed(fence + 1, List.of(run.group(1).split(" ")), List.copyOf(block)));
        }
        // the comment that names the source of the block is between
        for (String above : lines.subList(Math.max(0, fence - 2), fence)) {
            Matcher file = FILE.matcher(above);
            if (file.matches()) {
                return List.of(new Written(fence + 1, file.group(1), String.join("\n", block) + "\n"));
            }
        }
        if (language.isEmpty() || language.equals("sh")) {
            throw new IllegalStateException(page + ":" + (fence + 1) + " shows commands that no test runs");
        }
        return List.of();
    }
}
