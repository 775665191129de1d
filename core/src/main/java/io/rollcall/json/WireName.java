package io.rollcall.json;

import com.fasterxml.jackson.annotation.JsonValue;

/** A value that reports and messages write as a fixed word. */
public interface WireName {
    /** The word, in lower case with dashes. It is part of the public interface. */
    @JsonValue
    String word();
}
