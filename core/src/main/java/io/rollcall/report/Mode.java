package io.rollcall.report;

import io.rollcall.json.WireName;

/** Why a run takes place. */
public enum Mode implements WireName {
    /** Once, now. */
    ONCE("once"),
    /** To show what would be done: changes nothing, writes nothing, remembers nothing but the calls it cost. */
    PLAN("plan"),
    /** On the flow's schedule. */
    RUN("run");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
