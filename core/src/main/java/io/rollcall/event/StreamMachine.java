package io.rollcall.event;

import io.rollcall.call.Moment;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's protocol for pushing events, for one application, without I/O: each signal gives the effects to carry out. Time
 * is passed in. Not thread-safe: one signal after the other.
 */
public interface StreamMachine {

    /** What to do next. */
    List<StreamEffect> on(StreamSignal signal, Moment now);

    /** How long until the machine needs {@link StreamSignal.Woken}, at the latest; null for not at all. */
    @Nullable Duration untilWake(Moment now);

    /** How the connection is. */
    StreamState state();

    /** Since when no frame came on any connection; null before the first frame. */
    @Nullable Duration frameAge(Moment now);
}
