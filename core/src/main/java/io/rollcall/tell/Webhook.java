package io.rollcall.tell;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.setting.Addresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of a robot. The whole path and query are secrets. Immutable; {@code toString} shows the host only.
 *
 * @param base scheme, host and port
 * @param path as configured
 * @param query decoded
 */
public record Webhook(URI base, String path, List<Field> query) {
    public Webhook {
        query = List.copyOf(query);
    }

    /**
     * What is wrong with an address.
     *
     * @param example of this kind of channel, for the sentence
     * @return continues a sentence that begins with the key, without the address; empty if nothing is wrong
     */
    public static Optional<String> problem(String url, String example) {
        Optional<Webhook> read = parse(url);
        if (read.isEmpty()) {
            return Optional.of("must be the whole address of the robot, such as " + example);
        }
        URI base = read.get().base();
        if (base.getScheme().equals("http") && !Addresses.isLoopback(base.getHost())) {
            return Optional.of("must start with https:// (plain http is accepted for loopback addresses only)");
        }
        return Optional.empty();
    }

    /** Reads an address; empty if it is none. */
    public static Optional<Webhook> parse(String url) {
        try {
            URI uri = new URI(url.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean isHttp = scheme.equals("https") || scheme.equals("http");
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            if (!isHttp
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawFragment() != null
                    || path.length() < 2) {
                return Optional.empty();
            }
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            URI base = URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
            return Optional.of(new Webhook(base, path, fields(uri.getRawQuery())));
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static List<Field> fields(@Nullable String rawQuery) {
        List<Field> fields = new ArrayList<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&")) {
                int equals = pair.indexOf('=');
                fields.add(
                        equals < 0
                                ? new Field(decoded(pair), "")
                                : new Field(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The value of a parameter; empty if there is none. */
    public Optional<String> parameter(String name) {
        return query.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /** A request with more parameters. */
    public HttpRequest post(List<Field> more, String json) {
        List<Field> all = new ArrayList<>(query);
        all.addAll(more);
        return new HttpRequest(
                HttpRequest.Method.POST,
                base,
                path,
                all,
                List.of(new Field("Content-Type", "application/json; charset=utf-8")),
                json,
                HttpRequest.TokenPlace.IN_PATH);
    }

    @Override
    public String toString() {
        return base.getHost();
    }
}
