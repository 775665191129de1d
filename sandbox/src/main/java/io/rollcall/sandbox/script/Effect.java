package io.rollcall.sandbox.script;

import java.util.Map;

/** The effect of a fault on a call. Immutable. */
public sealed interface Effect {

    /** The vendor acts and responds as usual; only the fault's delay applies. */
    record GenuineResponse() implements Effect {
        @Override
        public String toString() {
            return "genuine";
        }
    }

    /**
     * A predefined response or connection fault, in the format of the operation's vendor.
     *
     * @param preset the preset
     */
    record PresetEffect(Preset preset) implements Effect {
        @Override
        public String toString() {
            return preset.key();
        }
    }

    /**
     * A response given by the caller.
     *
     * @param status the HTTP status, 200..599
     * @param headers further headers; {@code Content-Type} defaults to JSON
     * @param body the body, sent in UTF-8; may be empty
     */
    record CustomResponse(int status, Map<String, String> headers, String body) implements Effect {
        public CustomResponse {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("status must be 200..599, not " + status);
            }
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "status " + status;
        }
    }
}
