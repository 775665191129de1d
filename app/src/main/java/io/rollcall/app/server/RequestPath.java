package io.rollcall.app.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path of a request, decoded once, segment by segment. A segment that could leave a folder does not exist: {@code .},
 * {@code ..}, one with a slash or backslash, or with a control character. Immutable.
 *
 * @param segments decoded; one empty segment for {@code /}
 */
record RequestPath(List<String> segments) {
    private static final int MOST_SEGMENTS = 16;
    private static final int MOST_FIELDS = 32;

    RequestPath {
        segments = List.copyOf(segments);
    }

    /** The path of a request target; empty if it is malformed. */
    static Optional<RequestPath> of(String raw) {
        if (!raw.startsWith("/")) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>();
        for (String part : raw.substring(1).split("/", -1)) {
            Optional<String> segment = decode(part, false);
            if (segment.isEmpty() || !isPlain(segment.get()) || segments.size() == MOST_SEGMENTS) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(new RequestPath(segments));
    }

    /** The path without its leading slash. */
    String text() {
        return String.join("/", segments);
    }

    boolean startsWith(String... first) {
        return segments.size() >= first.length
                && segments.subList(0, first.length).equals(List.of(first));
    }

    private static boolean isPlain(String segment) {
        return !segment.equals(".")
                && !segment.equals("..")
                && segment.chars().noneMatch(c -> c == '/' || c == '\\' || c == ';' || Character.isISOControl(c));
    }

    /** The first value of each field of a query; empty if it is malformed. */
    static Optional<Map<String, String>> query(String raw) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int end = field.indexOf('=');
            Optional<String> name = decode(end < 0 ? field : field.substring(0, end), true);
            Optional<String> value = decode(end < 0 ? "" : field.substring(end + 1), true);
            if (name.isEmpty() || value.isEmpty() || fields.size() == MOST_FIELDS) {
                return Optional.empty();
            }
            fields.putIfAbsent(name.get(), value.get());
        }
        return Optional.of(fields);
    }

    private static Optional<String> decode(String text, boolean plusIsBlank) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (c > 0x7e || c < 0x20) {
                return Optional.empty();
            } else {
                bytes.put((byte) (c == '+' && plusIsBlank ? ' ' : c));
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
