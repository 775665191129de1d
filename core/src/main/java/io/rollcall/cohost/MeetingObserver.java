package io.rollcall.cohost;

import io.rollcall.meeting.Observation;
import io.rollcall.task.Commands;
import java.util.function.Consumer;

/** Reads the meetings in which the listed people are. Not thread-safe: one object a run. */
interface MeetingObserver {

    /** Sends the requests; calls {@code then} after the last response. Called once. */
    void observe(Commands commands, Consumer<Observation> then);
}
