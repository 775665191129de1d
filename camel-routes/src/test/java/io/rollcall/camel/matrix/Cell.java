package io.rollcall.camel.matrix;

import io.rollcall.camel.matrix.Expected.Ending;
import io.rollcall.camel.matrix.Expected.Mode;

/** One fault at one operation, once or every time. */
record Cell(FaultRow row, Api api, Mode mode, Strike strike, Conduct conduct) {

    Expected expected() {
        return row.isAtToken() ? conduct.atToken(api, mode) : conduct.at(api, mode);
    }

    /** The operation that is struck. */
    Api struck() {
        return row.isAtToken() ? api.token() : api;
    }

    /** How often the fault must have struck at the end. */
    int strikes() {
        Expected expected = expected();
        int sent = struck() == api ? expected.requests() : expected.tokens();
        return mode == Mode.ONCE ? Math.min(1, sent) : sent;
    }

    /** How often the vendor must have done what was asked. */
    int acts() {
        Expected expected = expected();
        boolean actsWhenStruck = strike.acts() && !row.isAtToken();
        return expected.ending() == Ending.DONE || (actsWhenStruck && expected.requests() > 0) ? 1 : 0;
    }

    @Override
    public String toString() {
        return api.title() + ": " + row.name() + ", " + mode.words();
    }
}
