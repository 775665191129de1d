package io.rollcall.history;

import io.rollcall.json.WireName;

/** How the time of a start or an end is known. */
public enum Known implements WireName {
    /** An event told the time. */
    EVENT("event"),
    /** A row that was read contains the vendor's own time. */
    SEEN("seen"),
    /** It lies between two reads, or between other times that are known. */
    BOUNDED("bounded");

    private final String word;

    Known(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
