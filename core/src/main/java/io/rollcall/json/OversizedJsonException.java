package io.rollcall.json;

import java.io.IOException;

/** A JSON text has more than {@value #MOST_VALUES} values. */
public final class OversizedJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * The most JSON values of one text. An empty row takes 3 bytes in a response and 100 or more as an object, so a limit
     * of bytes alone does not protect the memory: this one keeps any response below some 50 MB. The largest real response
     * is a list of all departments below one, with six values a department.
     */
    public static final int MOST_VALUES = 200_000;

    OversizedJsonException() {
        super("more than " + MOST_VALUES + " values");
    }
}
