package io.rollcall.history;

import io.rollcall.json.WireName;

/** A role that is recorded. */
public enum Role implements WireName {
    HOST("host"),
    CO_HOST("co-host");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
