package io.rollcall.state;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Stores which flows may not request changes. Every process reads it before every change. Every method throws {@link
 * StoreException} if the store cannot be used. Thread-safe.
 */
public interface PauseRepository {

    /** For a store that keeps no pauses: none is in force, and none can be ordered. */
    PauseRepository NONE = new PauseRepository() {
        @Override
        public List<Pause> inForce(Instant now) {
            return List.of();
        }

        @Override
        public void pause(Pause pause) {
            throw new StoreException(
                    "This store cannot keep a pause, so nothing is paused. Stop the flows, or use Rollcall's own store.",
                    null);
        }

        @Override
        public boolean resume(Collection<String> flows, Instant now) {
            return true;
        }

        @Override
        public void resumeAll() {}
    };

    /** The pauses in force at a time: that of all flows first, then those of single flows in the order of their names. */
    List<Pause> inForce(Instant now);

    /** The pause that keeps a flow from requesting changes at a time: that of all flows, or else its own; empty if none. */
    default Optional<Pause> of(String flow, Instant now) {
        return inForce(now).stream()
                .filter(pause -> pause.flow() == null || pause.flow().equals(flow))
                .findFirst();
    }

    /** Begins a pause, in place of an earlier one of the same flow, or of all flows. */
    void pause(Pause pause);

    /**
     * Ends the pauses of single flows; flows without one stay as they are.
     *
     * @return false if all flows are paused, so that these would stay paused: then nothing is changed
     */
    boolean resume(Collection<String> flows, Instant now);

    /** Ends every pause: that of all flows, and those of single flows. */
    void resumeAll();
}
