package io.rollcall.sandbox.script;

import java.util.Arrays;
import java.util.Optional;

/** A value in a request by which a fault selects calls. A request with many ids matches if one of them has the value. */
public enum Match {
    MEETING("meeting", "conferenceId"),
    UNION_ID("unionId", "unionId"),
    PHONE("phone", "phoneNumber"),
    ACTION("action", "action"),
    DEPARTMENT("department", "dept_id"),
    CURSOR("cursor", "cursor"),
    PAGE("nextToken", "nextToken"),
    ID_TYPE("idType", "idType"),
    ID("id", "id"),
    USER_ID("userId", "userId");

    private final String key;
    private final String vendorName;

    Match(String key, String vendorName) {
        this.key = key;
        this.vendorName = vendorName;
    }

    /** The key in a company file. */
    public String key() {
        return key;
    }

    /** The vendor's name of the parameter or field, at any depth of the request. */
    public String vendorName() {
        return vendorName;
    }

    /** The match with this key in a company file; empty if there is none. */
    public static Optional<Match> named(String key) {
        return Arrays.stream(values()).filter(match -> match.key.equals(key)).findFirst();
    }
}
