package io.rollcall.history;

import io.rollcall.json.WireName;

/** Where a role comes from. */
public enum RoleSource implements WireName {
    /** Rollcall gave it. */
    ROLLCALL("rollcall"),
    /** The vendor shows it, and Rollcall did not give it. */
    SEEN("seen");

    private final String word;

    RoleSource(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
