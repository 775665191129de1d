package io.rollcall.camel.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** A text of a body does not fit; the message says how, and does not show the text. */
final class WrongTextException extends JsonMappingException {
    private static final long serialVersionUID = 1L;

    WrongTextException(JsonParser parser, String explanation) {
        super(parser, explanation);
    }
}
