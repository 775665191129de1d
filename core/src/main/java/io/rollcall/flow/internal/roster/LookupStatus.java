package io.rollcall.flow.internal.roster;

import io.rollcall.provider.UserLookup;
import io.rollcall.report.Word;

/** What the roster says of the look-up of one person. */
public enum LookupStatus implements Word {
    /** Known, with details. */
    FOUND("found"),
    /** Known to exist; no details this time. */
    UNCHANGED("unchanged"),
    /** No such person. */
    NOT_FOUND("not-found"),
    /** The application may not see the person. */
    FORBIDDEN("forbidden"),
    /** Nothing that was answered is certainly about the person, or the person has no key. */
    UNATTRIBUTED("unattributed"),
    /** A status that this version does not know. */
    UNKNOWN_STATUS("unknown-status");

    private final String word;

    LookupStatus(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    static LookupStatus of(UserLookup.Status status) {
        return switch (status) {
            case FOUND -> FOUND;
            case UNCHANGED -> UNCHANGED;
            case NOT_FOUND -> NOT_FOUND;
            case FORBIDDEN -> FORBIDDEN;
            case UNKNOWN -> UNKNOWN_STATUS;
        };
    }
}
