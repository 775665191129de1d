package io.rollcall.vendor;

import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.json.OversizedJsonException;
import java.io.IOException;
import java.util.Locale;

/**
 * The kind of a response's bytes. Bytes that are not exactly one JSON value (cut short, followed by more, nested too
 * deep, not UTF-8) are {@link Form#GARBAGE}.
 *
 * @param json {@link Json#ABSENT} where the body is not JSON
 */
public record ResponseBody(Form form, Json json) {
    /** What the bytes are. */
    public enum Form {
        JSON,
        /** No bytes, or blanks only. */
        EMPTY,
        /** HTML or XML: something else than the vendor's service answered. */
        MARKUP,
        /** JSON of more than {@value OversizedJsonException#MOST_VALUES} values; reading ended there. */
        OVERSIZED,
        GARBAGE
    }

    /** Reads a body; never throws. */
    public static ResponseBody of(HttpResponse response) {
        byte[] bytes = response.body();
        int start = firstVisible(bytes);
        if (start == bytes.length) {
            return new ResponseBody(Form.EMPTY, Json.ABSENT);
        }
        if (bytes[start] == '<') {
            return new ResponseBody(Form.MARKUP, Json.ABSENT);
        }
        try {
            return new ResponseBody(Form.JSON, Json.read(bytes));
        } catch (OversizedJsonException tooMany) {
            return new ResponseBody(Form.OVERSIZED, Json.ABSENT);
        } catch (IOException notJson) {
            return notJson(response); // its message would show the body
        }
    }

    private static ResponseBody notJson(HttpResponse response) {
        boolean html = response.header("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT).contains("html"))
                .orElse(false);
        return new ResponseBody(html ? Form.MARKUP : Form.GARBAGE, Json.ABSENT);
    }

    private static int firstVisible(byte[] bytes) {
        int start =
                bytes.length >= 3 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb && (bytes[2] & 0xff) == 0xbf
                        ? 3
                        : 0;
        while (start < bytes.length
                && (bytes[start] == ' ' || bytes[start] == '\t' || bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        return start;
    }
}
