package io.rollcall.app.api;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer that is a file to be saved. Immutable.
 *
 * @param name the suggested file name: letters, digits, dots and dashes
 * @param type the media type, such as {@code text/csv; charset=utf-8}
 */
public record ApiFile(String name, String type, Content content) {
    /** Writes a file once. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public ApiFile {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
            throw new IllegalArgumentException("not a file name for an answer");
        }
    }
}
