package io.rollcall.flow.internal.cohost;

import io.rollcall.flow.internal.Agenda;
import java.util.function.Consumer;

/** A way to find out where the listed people are. */
interface Look {

    /** Asks, and hands over what was seen once everything is answered. Called once. */
    void begin(Agenda agenda, Consumer<Sight> then);
}
