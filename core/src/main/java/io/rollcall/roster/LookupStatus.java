package io.rollcall.roster;

import io.rollcall.json.WireName;
import io.rollcall.model.UserDetails;

/** What the roster says of the look-up of one person. */
public enum LookupStatus implements WireName {
    /** Known, with details. */
    FOUND(UserDetails.Status.FOUND.word()),
    /** Known to exist; no details this time. */
    UNCHANGED(UserDetails.Status.UNCHANGED.word()),
    /** No such person. */
    NOT_FOUND(UserDetails.Status.NOT_FOUND.word()),
    /** The application may not see the person. */
    FORBIDDEN(UserDetails.Status.FORBIDDEN.word()),
    /** No part of a response is certainly about the person, or the person has no key. */
    UNATTRIBUTED("unattributed"),
    /** A status that this version does not know. */
    UNKNOWN_STATUS(UserDetails.Status.UNKNOWN.word());

    private final String word;

    LookupStatus(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    static LookupStatus of(UserDetails.Status status) {
        return switch (status) {
            case FOUND -> FOUND;
            case UNCHANGED -> UNCHANGED;
            case NOT_FOUND -> NOT_FOUND;
            case FORBIDDEN -> FORBIDDEN;
            case UNKNOWN -> UNKNOWN_STATUS;
        };
    }
}
