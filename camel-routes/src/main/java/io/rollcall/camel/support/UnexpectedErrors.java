package io.rollcall.camel.support;

import java.util.Arrays;

/** Describes exceptions that no part of Rollcall expects. Pure and thread-safe. */
public final class UnexpectedErrors {
    private static final int DEEPEST_CAUSE = 5;

    private UnexpectedErrors() {}

    /** The same stack traces for a log, without the messages: they may hold what was asked or answered. */
    public static Throwable withoutMessages(Throwable failure) {
        return withoutMessages(failure, 0);
    }

    private static Throwable withoutMessages(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        Throwable silent = new Throwable(
                failure.getClass().getName(),
                cause == null || depth >= DEEPEST_CAUSE ? null : withoutMessages(cause, depth + 1));
        StackTraceElement[] trace = failure.getStackTrace();
        // the trace of a stack that overflowed is a thousand lines of the same
        silent.setStackTrace(Arrays.copyOf(trace, Math.min(trace.length, 60)));
        return silent;
    }

    /** A failure's name for a person who reports it, for example {@code NoSuchMethodError}. */
    public static String name(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        return simple.isEmpty() ? failure.getClass().getName() : simple;
    }
}
