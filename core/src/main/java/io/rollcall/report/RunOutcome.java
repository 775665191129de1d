package io.rollcall.report;

import io.rollcall.json.WireName;

/** How a run ended. */
public enum RunOutcome implements WireName {
    /** Everything that was wanted is so. */
    COMPLETE("complete"),
    /** Something is missing; the report says what. */
    INCOMPLETE("incomplete"),
    /** Nothing of use was done. */
    FAILED("failed"),
    /** A roster was read and would lose too many people, so it replaced nothing. */
    QUARANTINED("quarantined");

    private final String word;

    RunOutcome(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
