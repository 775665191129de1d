package io.rollcall.sandbox.junit;

import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox of one field: starts when somebody first needs it, which may be before JUnit asks for it, and stops when the last
 * class or test that takes part has left. Thread-safe.
 */
final class SharedSandbox {
    private final Supplier<Company> company;
    private final Set<String> users = new HashSet<>();
    private @Nullable Sandbox running;

    SharedSandbox(Supplier<Company> company) {
        this.company = company;
    }

    /** The running sandbox, started where none is. */
    synchronized Sandbox sandbox() {
        if (running == null) {
            running = Sandbox.start(company.get(), 0);
        }
        return running;
    }

    /** The running sandbox; empty where none has started, or could. */
    synchronized Optional<Sandbox> running() {
        return Optional.ofNullable(running);
    }

    /**
     * A class or a test takes part.
     *
     * @return whether others already do, who may have left traces
     */
    synchronized boolean enter(String user) {
        sandbox();
        boolean shared = !users.isEmpty();
        users.add(user);
        return shared;
    }

    /** A class or a test takes part no longer. */
    synchronized void leave(String user) {
        if (users.remove(user) && users.isEmpty() && running != null) {
            running.close();
            running = null;
        }
    }
}
