package io.rollcall.camel.matrix;

import java.util.Locale;

/**
 * What a cell of the matrix demands.
 *
 * @param requests of the operation, at the vendor's server
 * @param tokens requests for its token there; 0 for the operations that get tokens
 * @param ending how the call ends
 * @param fault the report's word; empty where the call is done
 * @param metered requests that count against the month
 */
record Expected(int requests, int tokens, Ending ending, String fault, int metered) {

    /** How a call ends for whoever asked. */
    enum Ending {
        DONE,
        /** The vendor certainly did not act. */
        NOT_DONE,
        /** It is unknown whether the vendor acted. */
        UNKNOWN
    }

    /** How often a fault strikes. */
    enum Mode {
        ONCE("struck once"),
        ALWAYS("struck every time");

        private final String words;

        Mode(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    @Override
    public String toString() {
        return requests + " requests, " + tokens + " for tokens, "
                + ending.name().toLowerCase(Locale.ROOT) + " " + fault + ", " + metered + " metered";
    }
}
