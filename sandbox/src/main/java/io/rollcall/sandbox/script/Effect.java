package io.rollcall.sandbox.script;

import java.util.Map;

/** What happens to a struck call instead of the vendor's plain answer. */
public sealed interface Effect {

    /** The vendor acts and answers as ever; only the fault's delay is added. */
    record Genuine() implements Effect {
        @Override
        public String toString() {
            return "genuine";
        }
    }

    /** A ready-made answer or connection fault, rendered in the shape of the operation's vendor. */
    record Ready(Preset preset) implements Effect {
        @Override
        public String toString() {
            return preset.key();
        }
    }

    /**
     * An answer word for word.
     *
     * @param status the HTTP status, 200..599
     * @param headers more headers; {@code Content-Type} defaults to JSON
     * @param body the body as it goes out, UTF-8; may be empty
     */
    record Verbatim(int status, Map<String, String> headers, String body) implements Effect {
        public Verbatim {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("status " + status + " is not within 200..599");
            }
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "status " + status;
        }
    }
}
