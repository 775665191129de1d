package io.rollcall.app;

import io.rollcall.camel.support.FatalErrors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Ends the program with {@link ExitCode#FAILED} after an error of the Java virtual machine, so that its supervisor restarts
 * it. Allocates everything at the start, because allocation fails when the heap is full. Thread-safe.
 */
final class FatalExit implements Thread.UncaughtExceptionHandler {
    /** How long runs have to print their reports. */
    private static final long SECONDS_TO_REPORT = 2;

    private static final String JSON = "{\"level\":\"ERROR\",\"message\":\"";
    private static final String JSON_END = ".\"}\n";
    private static final String NO_MEMORY =
            "ran out of memory. Give it more (-Xmx; for bin/rollcall in ROLLCALL_OPTS), and report what Rollcall was doing";
    private static final String BROKEN = "failed. Report it, with its version";
    private static final byte[] NO_MEMORY_TEXT = message("", NO_MEMORY, ".\n");
    private static final byte[] BROKEN_TEXT = message("", BROKEN, ".\n");
    private static final byte[] NO_MEMORY_JSON = message(JSON, NO_MEMORY, JSON_END);
    private static final byte[] BROKEN_JSON = message(JSON, BROKEN, JSON_END);

    private static volatile boolean json;

    private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
    private boolean failed;

    private FatalExit() {}

    /** Installs the handler for the whole process. */
    static FatalExit install() {
        FatalExit exit = new FatalExit();
        // a thread cannot be created later, when the heap is full
        Thread watchdog = new Thread(exit::watch, "rollcall-fatal");
        watchdog.setDaemon(true);
        watchdog.start();
        FatalErrors.addListener(exit::failed);
        Thread.setDefaultUncaughtExceptionHandler(exit);
        return exit;
    }

    private static byte[] message(String start, String what, String end) {
        return (start + "Rollcall ends with exit code 1: the Java virtual machine " + what + end)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the message is to be a JSON object, as the logs are. */
    static void printJson(boolean asJson) {
        json = asJson;
    }

    /** Whether the process must end with {@link ExitCode#FAILED}, independent of the reports. */
    synchronized boolean hasFailed() {
        return failed;
    }

    private synchronized void failed(VirtualMachineError error) {
        if (failed) {
            return;
        }
        failed = true;
        try {
            if (error instanceof OutOfMemoryError) {
                stderr.write(json ? NO_MEMORY_JSON : NO_MEMORY_TEXT);
            } else {
                stderr.write(json ? BROKEN_JSON : BROKEN_TEXT);
            }
        } catch (IOException closed) {
            // the exit code shows the failure too
        }
        notifyAll();
    }

    private synchronized void watch() {
        try {
            while (!failed) {
                wait();
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_REPORT);
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException never) {
            // no code interrupts this thread
        }
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable uncaught) {
        if (!FatalErrors.report(uncaught)) {
            org.slf4j.LoggerFactory.getLogger(FatalExit.class)
                    .error("thread {} ended with an unexpected error; this is a defect", thread.getName(), uncaught);
        }
    }
}
