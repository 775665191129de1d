package io.rollcall.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request without its access token. Immutable; {@link #toString} shows neither query, headers nor
 * body, nor a path that is a secret.
 *
 * @param base scheme, host, port and possibly a path prefix without a slash at its end
 * @param path escaped, starts with a slash
 * @param query escaped pairs, in order
 * @param headers in order
 * @param body UTF-8 JSON; null for none
 * @param token where the access token is inserted; {@link TokenPlace#NONE} if the call needs none
 */
public record HttpRequest(
        Method method,
        URI base,
        String path,
        List<Field> query,
        List<Field> headers,
        @Nullable String body,
        TokenPlace token) {

    /** The HTTP methods in use. */
    public enum Method {
        GET,
        POST
    }

    /** A name and its value; in a query both are raw and become escaped in {@link #rawQuery()}. */
    public record Field(String name, String value) {
        @Override
        public String toString() {
            return name + "=***";
        }
    }

    /**
     * Where the access token is inserted.
     *
     * @param name the header's or the query parameter's name; empty for none
     */
    public record TokenPlace(Kind kind, String name) {
        /** The call needs no token. */
        public static final TokenPlace NONE = new TokenPlace(Kind.NONE, "");

        /** The path itself is the secret, as that of a webhook; nothing is inserted. */
        public static final TokenPlace IN_PATH = new TokenPlace(Kind.IN_PATH, "");

        public enum Kind {
            NONE,
            IN_PATH,
            HEADER,
            QUERY
        }

        public static TokenPlace header(String name) {
            return new TokenPlace(Kind.HEADER, name);
        }

        public static TokenPlace query(String name) {
            return new TokenPlace(Kind.QUERY, name);
        }
    }

    public HttpRequest {
        query = List.copyOf(query);
        headers = List.copyOf(headers);
    }

    /** The same request with the access token in its place. */
    public HttpRequest withToken(String value) {
        Field field = new Field(token.name(), value);
        return switch (token.kind()) {
            case NONE, IN_PATH -> this;
            case HEADER -> new HttpRequest(method, base, path, query, plus(headers, field), body, TokenPlace.NONE);
            case QUERY -> new HttpRequest(method, base, path, plus(query, field), headers, body, TokenPlace.NONE);
        };
    }

    /** The escaped query without its question mark; empty for none. */
    public String rawQuery() {
        StringBuilder text = new StringBuilder();
        for (Field field : query) {
            text.append(text.length() == 0 ? "" : "&")
                    .append(Escape.component(field.name()))
                    .append('=')
                    .append(Escape.component(field.value()));
        }
        return text.toString();
    }

    /** The whole URL with the secrets in its query: for sending, never for logs. */
    public URI uri() {
        String rawQuery = rawQuery();
        return URI.create(base + path + (rawQuery.isEmpty() ? "" : "?" + rawQuery));
    }

    /**
     * All values of the query, the headers and the body, with secrets and personal data, so that they can be removed from the
     * vendor's messages about the request.
     */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        query.forEach(field -> texts.add(field.value()));
        headers.forEach(field -> texts.add(field.value()));
        Matcher text = TEXT_IN_JSON.matcher(body == null ? "" : body);
        while (text.find()) {
            if (text.group(2) == null) {
                texts.add(text.group(1).replaceAll("\\\\(.)", "$1"));
            }
        }
        return texts;
    }

    // a colon follows the name of a field; names are matched too, or their last quotation mark would begin a text
    private static final Pattern TEXT_IN_JSON = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"(\\s*:)?");

    /** The body's bytes; null for none. */
    public byte @Nullable [] bodyBytes() {
        return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Field> plus(List<Field> fields, Field added) {
        List<Field> all = new ArrayList<>(fields);
        all.add(added);
        return all;
    }

    @Override
    public String toString() {
        return method + " " + base + (token.kind() == TokenPlace.Kind.IN_PATH ? "/***" : path);
    }
}
