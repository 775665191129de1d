package io.rollcall.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time run a flow on its schedule, or hold the connection over which an application's events come. A lock belongs to the process that acquired it and ends with
 * that process, however the process ends. Thread-safe.
 */
public interface RunnerLocks {
    /** What stands before an application's id in the name of the lock for its events; no flow's name has a blank. */
    String STREAM = "stream ";

    /** For a store that cannot lock: every process acquires every lock. */
    RunnerLocks NONE = new RunnerLocks() {
        @Override
        public Attempt tryAcquire(String name) {
            return new Attempt(Lock.ALWAYS_HELD, "");
        }

        @Override
        public List<String> holders() {
            return List.of();
        }
    };

    /**
     * Tries to acquire a lock. Never waits for another process.
     *
     * @param name of the flow, or {@link #STREAM} and the application's id
     * @throws StoreException if the store cannot be used
     */
    Attempt tryAcquire(String name);

    /**
     * Lists which processes hold a lock of this store, without acquiring any.
     *
     * @return one text for each lock, such as {@code flow board: process 4711}; empty if there is none
     * @throws StoreException if the store cannot be used
     */
    List<String> holders();

    /**
     * The result of an attempt.
     *
     * @param lock null if another process, or another application in this process, holds it
     * @param holder the holder, such as {@code process 4711}; empty if the lock was acquired
     */
    record Attempt(@Nullable Lock lock, String holder) {}

    /** A lock that was acquired. */
    interface Lock extends AutoCloseable {
        /** A lock that is never lost. */
        Lock ALWAYS_HELD = () -> {};

        /** Whether this process still holds it. A lost connection to a database loses the lock. May ask the database. */
        default boolean isHeld() {
            return true;
        }

        /** Releases the lock. Never throws; a second call does nothing. */
        @Override
        void close();
    }
}
