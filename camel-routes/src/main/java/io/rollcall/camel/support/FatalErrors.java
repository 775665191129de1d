package io.rollcall.camel.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Errors after which the Java virtual machine cannot be relied on: every {@link VirtualMachineError} except
 * {@link StackOverflowError}, which costs only the call in which it happens. Whatever catches {@link Throwable} reports
 * here. The program then ends; in a host, Rollcall's health is down. Thread-safe.
 */
public final class FatalErrors {
    private static final int DEEPEST_CAUSE = 20;
    private static final List<Consumer<VirtualMachineError>> LISTENERS = new CopyOnWriteArrayList<>();

    private FatalErrors() {}

    /** Calls a listener with each fatal error, on the thread that caught it. The listener must not allocate much. */
    public static void addListener(Consumer<VirtualMachineError> listener) {
        LISTENERS.add(listener);
    }

    /** Stops calling a listener. */
    public static void removeListener(Consumer<VirtualMachineError> listener) {
        LISTENERS.remove(listener);
    }

    /** The fatal error that a failure is or was caused by; null where there is none. */
    public static @Nullable VirtualMachineError in(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
                return error;
            }
            cause = cause.getCause();
        }
        return null;
    }

    /**
     * Calls the listeners where a failure is or was caused by a fatal error.
     *
     * @return whether it was
     */
    public static boolean report(@Nullable Throwable failure) {
        VirtualMachineError error = in(failure);
        if (error == null) {
            return false;
        }
        for (Consumer<VirtualMachineError> listener : LISTENERS) {
            listener.accept(error);
        }
        return true;
    }
}
