package io.rollcall.app;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends a command cleanly on SIGTERM and Ctrl-C. Installed first, so that a signal during the start ends the process cleanly
 * too. One per process; thread-safe.
 */
final class ShutdownHook {
    /** How long a command has to print its report. */
    private static final long SECONDS_TO_REPORT = 2;

    private static final Object LOCK = new Object();
    private static @Nullable Runnable end;
    private static int code = ExitCode.DONE;
    private static boolean stopping;

    private ShutdownHook() {}

    /**
     * Installs the hook.
     *
     * @param untilStopped whether the command runs until it is stopped: then a signal before {@link #onSignal} ends the
     *     process with {@link ExitCode#DONE}; other commands end with the exit code of the JVM
     */
    static void install(Console console, boolean untilStopped) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(console, untilStopped), "rollcall-stop"));
    }

    private static void stop(Console console, boolean untilStopped) {
        Runnable begun;
        int with;
        synchronized (LOCK) {
            stopping = true;
            begun = end;
            with = code;
        }
        if (begun == null && !untilStopped) {
            return;
        }
        try {
            if (begun != null) {
                begun.run();
            }
        } finally {
            console.flush();
            Runtime.getRuntime().halt(with);
        }
    }

    /**
     * On a signal, runs an action and exits with {@link ExitCode#DONE} instead of 143. Does not return if the process is
     * already stopping.
     *
     * @param ending the action; must return within seconds
     */
    static void onSignal(Runnable ending) {
        register(ending, ExitCode.DONE);
    }

    /**
     * On a signal, runs an action that ends the command; the command then prints its report and exits. Does not return if
     * the process is already stopping.
     *
     * @param ending the action; must return within seconds
     */
    static void onSignalReport(Runnable ending) {
        register(
                () -> {
                    ending.run();
                    // the main thread ends the process when its report is printed
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SECONDS_TO_REPORT));
                },
                ExitCode.FAILED);
    }

    private static void register(Runnable ending, int exitCode) {
        synchronized (LOCK) {
            if (!stopping) {
                end = ending;
                code = exitCode;
                return;
            }
        }
        while (true) {
            // the hook halts the process at any moment
            LockSupport.park();
        }
    }
}
