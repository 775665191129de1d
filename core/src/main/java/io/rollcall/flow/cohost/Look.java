package io.rollcall.flow.cohost;

import io.rollcall.flow.Agenda;
import java.util.function.Consumer;

/** A way to find out where the listed people are. */
interface Look {

    /** Asks, and hands over what was seen once everything is answered. Called once. */
    void begin(Agenda agenda, Consumer<Sight> then);
}
