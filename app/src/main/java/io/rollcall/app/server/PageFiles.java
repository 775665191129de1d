package io.rollcall.app.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The static files of the page, from the class path folder {@code io/rollcall/app/page}. A name that is not made of plain
 * segments is never looked up, so no request leaves the folder. Thread-safe.
 */
final class PageFiles {
    private static final String FOLDER = "/io/rollcall/app/page/";
    private static final Set<String> VIEWS =
            Set.of("", "now", "flows", "budget", "changes", "roster", "attendance", "setup");
    private static final Pattern NAME = Pattern.compile("([a-z0-9][a-z0-9-]*/)?[a-z0-9][a-z0-9-]*(\\.[a-z0-9-]+)+");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /**
     * A file.
     *
     * @param tag the entity tag, with quotes; another one for other content
     */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
    record PageFile(String type, String tag, byte[] content) {}

    /**
     * The file of an address: each view has an address, and all views are one file.
     *
     * @param path without the leading slash
     */
    Optional<PageFile> at(String path) {
        String name = VIEWS.contains(path) ? "index.html" : path;
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        // names of files that do not exist are not kept
        return Optional.ofNullable(files.get(name)).or(() -> {
            Optional<PageFile> read = read(name);
            read.ifPresent(file -> files.put(name, file));
            return read;
        });
    }

    private static Optional<PageFile> read(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] content = in.readAllBytes();
            return Optional.of(new PageFile(type, tag(content), content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] content) {
        return '"' + HexFormat.of().formatHex(Hashes.sha256(content), 0, 12) + '"';
    }
}
