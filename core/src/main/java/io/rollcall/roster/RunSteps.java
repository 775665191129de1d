package io.rollcall.roster;

import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import java.util.Iterator;
import java.util.List;

/** The steps of a roster run that has begun, each of which comes once and in this order. Not thread-safe. */
interface RunSteps {
    Departments departments();

    PersonPages pages(Iterator<?> given);

    RosterBatches enrich(Iterator<?> given);

    void write(Iterator<?> given);

    /** Whether the step {@code write} has ended. */
    boolean isWritten();

    boolean isQuarantined();

    /** The problems so far. */
    List<Problem> problems();

    /** @param stands whether what was written became a file */
    RosterResult result(boolean stands);

    /** The people whose lines are written so far. */
    long people();

    /** The most people that were buffered or requested at once, for tests. */
    int mostHeld();

    /** The bytes that the index of all people takes now, for tests. */
    long bytes();
}
