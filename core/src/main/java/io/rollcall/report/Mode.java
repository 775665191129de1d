package io.rollcall.report;

/** Why a run takes place. */
public enum Mode {
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

    /** The word of the reports. */
    public String word() {
        return word;
    }
}
