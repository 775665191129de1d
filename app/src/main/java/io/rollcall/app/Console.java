package io.rollcall.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Writes reports to standard output and everything else to standard error, both in UTF-8 in any locale. Thread-safe: lines
 * of several flows are not mixed.
 */
final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    Console(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** The process's own streams. */
    static Console system() {
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.console() != null);
    }

    /** Prints a report, or a part of one, and a line end. */
    synchronized void report(String text) {
        out.println(text);
    }

    /** Prints a report, or a part of one, that contains its line ends. */
    synchronized void print(String text) {
        out.print(text);
    }

    /** Prints a message for people to standard error. */
    synchronized void error(String text) {
        err.println(text);
    }

    /** Overwrites the progress line; does nothing without a terminal. */
    synchronized void progress(String text) {
        if (terminal) {
            err.print("\r" + text + "\u001B[K");
            err.flush();
        }
    }

    /** Whether the process has a terminal. */
    boolean isTerminal() {
        return terminal;
    }

    /** For the command line's own texts on standard output. */
    PrintWriter writer() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    /** For the command line's own texts on standard error. */
    PrintWriter errorWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    synchronized void flush() {
        out.flush();
        err.flush();
    }
}
