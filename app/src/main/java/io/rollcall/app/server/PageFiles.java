package io.rollcall.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The static files of the page, from the class path folder {@code io/rollcall/app/page}: what index.html names, and what that
 * imports. Nothing else of the class path can be asked for.
 *
 * <p>The page names its files below a folder that is the hash of them all. A browser asks for these once, all at the same time, and
 * not again before Rollcall changes: over a slow connection each file that is asked for again makes the first view later. Immutable.
 */
final class PageFiles {
    private static final String FOLDER = "/io/rollcall/app/page/";
    private static final String INDEX = "index.html";
    private static final Set<String> VIEWS =
            Set.of("", "now", "flows", "budget", "changes", "roster", "attendance", "setup", INDEX);
    /** The reader's language decides which one is asked for. */
    private static final List<String> WORDS = List.of("en.json", "zh.json");

    private static final Pattern NAMED = Pattern.compile("(?<=(?:src|href)=\"/)[a-z]+\\.[a-z]+(?=\")");
    private static final Pattern IMPORTED = Pattern.compile("(?<= from '\\./)[a-z]+\\.js(?=';)");
    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{24}");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    private final String version;
    private final Map<String, PageFile> files;
    private final PageFile index;

    /**
     * A file.
     *
     * @param tag the entity tag, with quotes; another one for other content
     * @param lasting whether its address never has other content
     */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
    record PageFile(String type, String tag, boolean lasting, byte[] content) {
        private static PageFile of(String name, byte[] content) {
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            return new PageFile(Objects.requireNonNull(type, name), '"' + hash(content) + '"', false, content);
        }

        private PageFile forEver() {
            return new PageFile(type, tag, true, content);
        }
    }

    PageFiles() {
        Map<String, byte[]> contents = new TreeMap<>();
        String page = new String(read(INDEX), UTF_8);
        List<String> named = names(NAMED, page);
        add(contents, named);
        add(contents, WORDS);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        contents.values().forEach(all::writeBytes);
        version = hash(all.toByteArray());
        files = contents.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, file -> PageFile.of(file.getKey(), file.getValue())));
        String imported = contents.keySet().stream()
                .filter(name -> name.endsWith(".js") && !named.contains(name))
                .map("<link rel=\"modulepreload\" href=\"/%s\">\n"::formatted)
                .collect(Collectors.joining());
        String whole = NAMED.matcher(page.replace("</head>", imported + "</head>"))
                .replaceAll(name -> version + "/" + name.group());
        index = PageFile.of(INDEX, whole.getBytes(UTF_8));
    }

    /** Adds files, and what they import. */
    private static void add(Map<String, byte[]> contents, List<String> names) {
        for (String name : names) {
            if (!contents.containsKey(name)) {
                byte[] content = read(name);
                contents.put(name, content);
                add(contents, names(IMPORTED, new String(content, UTF_8)));
            }
        }
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group()).toList();
    }

    /**
     * The file of an address: each view has an address, and all views are one file. A file below the folder of another version is
     * today's: a page that was opened before an upgrade asks for the other language there.
     *
     * @param path without the leading slash
     */
    Optional<PageFile> at(String path) {
        if (VIEWS.contains(path)) {
            return Optional.of(index);
        }
        int slash = path.indexOf('/');
        String folder = path.substring(0, Math.max(slash, 0));
        Optional<PageFile> file = Optional.ofNullable(files.get(path.substring(slash + 1)));
        if (folder.equals(version)) {
            return file.map(PageFile::forEver);
        }
        return file.filter(any -> slash < 0 || VERSION.matcher(folder).matches());
    }

    private static byte[] read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        return HexFormat.of().formatHex(Hashes.sha256(content), 0, 12);
    }
}
