package io.rollcall.tell;

import io.rollcall.json.WireName;

/** Which runs a channel reports. Each includes those before it. */
public enum When implements WireName {
    /** Failures, and their end. */
    PROBLEMS("problems"),
    /** Also runs that changed something. */
    CHANGES("changes"),
    /** Every run. */
    REPORTS("reports");

    private final String word;

    When(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** Whether runs that changed something are reported. */
    public boolean tellsChanges() {
        return this != PROBLEMS;
    }
}
