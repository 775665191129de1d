package io.rollcall.vendor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** The vendor said that it did what was asked; it says nothing more. */
public enum Accepted {
    ACCEPTED;

    /** What JSON says of it: {@code {"status":"done"}}. */
    @JsonValue
    public Map<String, String> json() {
        return Map.of("status", "done");
    }
}
