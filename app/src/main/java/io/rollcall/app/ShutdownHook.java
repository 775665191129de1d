package io.rollcall.app;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * SIGTERM and Ctrl-C as the ordinary way to end a command. Installed before anything else, so that a signal during the start
 * ends the process cleanly too: nothing is begun after it. One for the process; thread-safe.
 */
final class ShutdownHook {
    /** By then a command that ends by itself has printed its report. */
    private static final long SECONDS_TO_REPORT = 2;

    private static final Object LOCK = new Object();
    private static @Nullable Runnable end;
    private static int code = ExitCode.DONE;
    private static boolean stopping;

    private ShutdownHook() {}

    /**
     * Gets ready for signals.
     *
     * @param untilStopped whether the command is one that runs until it is stopped: then a signal that comes before it has
     *     begun ends the process with {@link ExitCode#DONE}; any other command ends as the JVM does
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
     * On a signal to stop, ends what the command does and exits with {@link ExitCode#DONE}: what these
     * commands end with is done, not 143. Does not return where the process is being stopped already.
     *
     * @param ending must come to its end within seconds
     */
    static void onSignal(Runnable ending) {
        register(ending, ExitCode.DONE);
    }

    /**
     * On a signal to stop, ends what the command does; the command itself then prints its report and
     * exits. Does not return where the process is being stopped already.
     *
     * @param ending must come to its end within seconds
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
