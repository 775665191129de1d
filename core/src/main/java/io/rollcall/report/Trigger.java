package io.rollcall.report;

import io.rollcall.json.WireName;

/** What started a run. */
public enum Trigger implements WireName {
    /** The flow's schedule; also the run at its start. */
    SCHEDULE("schedule"),
    /** An event that the vendor pushed, or the connection for events coming back after a gap. */
    EVENT("event"),
    /** A command, or a message of a route. */
    CALLER("caller");

    private final String word;

    Trigger(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
