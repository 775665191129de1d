package io.rollcall.sandbox.script;

import java.util.Arrays;
import java.util.Optional;

/** What a fault can ask of a request's content. A request with many ids matches when one of them is the wanted one. */
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

    /** The vendor's name of the parameter or field, wherever it stands in the request. */
    public String vendorName() {
        return vendorName;
    }

    /** The match of that key, or empty. */
    public static Optional<Match> named(String key) {
        return Arrays.stream(values()).filter(match -> match.key.equals(key)).findFirst();
    }
}
