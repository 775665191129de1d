package io.rollcall.cohost;

import io.rollcall.meeting.Observation;
import io.rollcall.task.Commands;
import java.util.function.Consumer;

/** A way to find out where the listed people are. */
interface MeetingObserver {

    /** Asks, and hands over what was seen once everything is answered. Called once. */
    void begin(Commands commands, Consumer<Observation> then);
}
