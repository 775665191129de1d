package io.rollcall.camel;

import io.rollcall.call.Clocks;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.support.MonotonicClock;
import io.rollcall.config.RollcallConfig;
import io.rollcall.state.StateStore;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What a Rollcall is installed with; the next start of the same context installs another one with it.
 *
 * @param before may refuse a configuration before anything of it is used
 */
record Installation(
        RollcallConfig config,
        StateStore store,
        Clock clock,
        FlowListener listener,
        CallListener calls,
        Consumer<RollcallConfig> before) {

    /** The same with another configuration. */
    Installation with(RollcallConfig other) {
        return new Installation(other, store, clock, listener, calls, before);
    }

    /** The time of day, and a clock that never jumps. */
    Clocks clocks() {
        return new Clocks(clock, MonotonicClock.system());
    }
}
