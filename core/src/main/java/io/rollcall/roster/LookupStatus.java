package io.rollcall.roster;

import io.rollcall.json.WireName;
import io.rollcall.vendor.UserLookup;

/** What the roster says of the look-up of one person. */
public enum LookupStatus implements WireName {
    /** Known, with details. */
    FOUND(UserLookup.Status.FOUND.word()),
    /** Known to exist; no details this time. */
    UNCHANGED(UserLookup.Status.UNCHANGED.word()),
    /** No such person. */
    NOT_FOUND(UserLookup.Status.NOT_FOUND.word()),
    /** The application may not see the person. */
    FORBIDDEN(UserLookup.Status.FORBIDDEN.word()),
    /** No part of a response is certainly about the person, or the person has no key. */
    UNATTRIBUTED("unattributed"),
    /** A status that this version does not know. */
    UNKNOWN_STATUS(UserLookup.Status.UNKNOWN.word());

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
