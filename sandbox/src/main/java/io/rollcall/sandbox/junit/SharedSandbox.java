package io.rollcall.sandbox.junit;

import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox of one field. Starts on first use, which may be before JUnit's first callback, and stops when the last class or test
 * has left. Thread-safe.
 */
final class SharedSandbox {
    private final Supplier<Company> company;
    private final Set<String> users = new HashSet<>();
    private @Nullable Sandbox running;

    SharedSandbox(Supplier<Company> company) {
        this.company = company;
    }

    /** The running sandbox; starts it if necessary. */
    synchronized Sandbox sandbox() {
        if (running == null) {
            running = Sandbox.start(company.get(), 0);
        }
        return running;
    }

    /** The running sandbox; empty if none has started. */
    synchronized Optional<Sandbox> running() {
        return Optional.ofNullable(running);
    }

    /**
     * Registers a class or a test as a user.
     *
     * @return whether the sandbox already had users, so that its state may have changed
     */
    synchronized boolean enter(String user) {
        sandbox();
        boolean shared = !users.isEmpty();
        users.add(user);
        return shared;
    }

    /** Removes a user. */
    synchronized void leave(String user) {
        if (users.remove(user) && users.isEmpty() && running != null) {
            running.close();
            running = null;
        }
    }
}
