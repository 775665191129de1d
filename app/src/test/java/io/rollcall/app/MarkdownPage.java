package io.rollcall.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of the documentation, as far as it can be checked: its fenced blocks, its commands, its links and its keys.
 *
 * @param file relative to the repository's root
 */
record MarkdownPage(Path root, Path file, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("```(\\w*)\\s*");
    private static final Pattern FROM = Pattern.compile("<!-- from ([^#\\s]+)(?:#([\\w-]+))? -->");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * A fenced block.
     *
     * @param line of the opening fence, from 1
     * @param source what stands above it: the file that it is taken from; null for nothing
     * @param region of that file; null for all of it
     */
    record Block(int line, String language, @Nullable String source, @Nullable String region, String text) {}

    /** Something in a line. */
    record Spot(int line, String text) {}

    /** Every page that readers are shown. */
    static List<MarkdownPage> all(Path root) throws IOException {
        List<Path> files = new ArrayList<>(List.of(
                root.resolve("README.md"),
                root.resolve("README.zh-CN.md"),
                root.resolve("CONTRIBUTING.md"),
                root.resolve("SECURITY.md")));
        files.addAll(markdown(root.resolve("docs"), ".md"));
        files.addAll(markdown(root.resolve("examples"), "README.md"));
        List<MarkdownPage> pages = new ArrayList<>();
        for (Path file : files) {
            pages.add(new MarkdownPage(root, root.relativize(file), Files.readAllLines(file)));
        }
        return pages;
    }

    private static List<Path> markdown(Path folder, String end) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end))
                    .filter(file -> !root(folder, file).contains("target"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> root(Path folder, Path file) {
        List<String> names = new ArrayList<>();
        folder.relativize(file).forEach(name -> names.add(name.toString()));
        return names;
    }

    /** The fenced blocks, in order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            Matcher fence = FENCE.matcher(lines.get(line));
            if (!fence.matches()) {
                continue;
            }
            int end = line + 1;
            while (end < lines.size() && !lines.get(end).equals("```")) {
                end++;
            }
            Matcher from = FROM.matcher(line == 0 ? "" : lines.get(line - 1));
            boolean taken = from.matches();
            blocks.add(new Block(
                    line + 1,
                    fence.group(1),
                    taken ? from.group(1) : null,
                    taken ? from.group(2) : null,
                    String.join("\n", lines.subList(line + 1, end))));
            line = end;
        }
        return blocks;
    }

    /** The lines of blocks that readers are told to type: fenced as sh or without a language, or indented. */
    List<Spot> typed() {
        List<Spot> typed = new ArrayList<>();
        boolean inFence = false;
        boolean shell = false;
        for (int line = 0; line < lines.size(); line++) {
            Matcher fence = FENCE.matcher(lines.get(line));
            if (fence.matches()) {
                inFence = !inFence;
                shell = fence.group(1).isEmpty() || fence.group(1).equals("sh");
            } else if (inFence ? shell : lines.get(line).startsWith("    ")) {
                typed.add(new Spot(line + 1, lines.get(line).strip()));
            }
        }
        return typed;
    }

    /** Where the page's links lead, and the code within its sentences; blocks are left out. */
    List<Spot> links() {
        return inProse(LINK);
    }

    /** The code within the page's sentences. */
    List<Spot> code() {
        return inProse(CODE);
    }

    private List<Spot> inProse(Pattern pattern) {
        List<Spot> spots = new ArrayList<>();
        boolean inFence = false;
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).startsWith("```")) {
                inFence = !inFence;
            }
            Matcher matcher = pattern.matcher(inFence || lines.get(line).startsWith("    ") ? "" : lines.get(line));
            while (matcher.find()) {
                spots.add(new Spot(line + 1, matcher.group(1)));
            }
        }
        return spots;
    }

    /** The page with another text in a block. */
    void rewrite(Block block, String text) throws IOException {
        Path page = root.resolve(file);
        List<String> now = new ArrayList<>(Files.readAllLines(page));
        int start = block.line();
        int length = block.text().isEmpty() && now.get(start).equals("```")
                ? 0
                : block.text().split("\n", -1).length;
        List<String> body = now.subList(start, start + length);
        body.clear();
        body.addAll(List.of(text.split("\n", -1)));
        Files.writeString(page, String.join("\n", now) + "\n");
    }

    /** The text that a block must have; empty where the source or its region is missing. */
    Optional<String> source(Block block) throws IOException {
        Path source = root.resolve(String.valueOf(block.source()));
        if (!Files.isRegularFile(source)) {
            return Optional.empty();
        }
        List<String> kept = new ArrayList<>();
        String region = block.region();
        boolean inside = region == null;
        boolean found = inside;
        // a byte order mark is for spreadsheets; a page shows none
        for (String line : Files.readString(source).replace("\uFEFF", "").split("\r?\n", -1)) {
            if (region != null && line.contains("tag::" + region + "[]")) {
                inside = true;
                found = true;
            } else if (region != null && line.contains("end::" + region + "[]")) {
                inside = false;
            } else if (inside && !line.matches(".*\\b(tag|end)::[\\w-]+\\[\\].*")) {
                kept.add(line);
            }
        }
        return found ? Optional.of(String.join("\n", kept).stripIndent().stripTrailing()) : Optional.empty();
    }
}
