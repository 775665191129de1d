package io.rollcall.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where the program speaks: reports to standard output, everything else to standard error, both in UTF-8 whatever the
 * locale. Thread-safe: lines of several flows never mix.
 */
final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    private Console(PrintStream out, PrintStream err, boolean terminal) {
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

    /** A report, or a part of one. */
    synchronized void report(String text) {
        out.println(text);
    }

    /** A report, or a part of one, that brings its own line ends. */
    synchronized void print(String text) {
        out.print(text);
    }

    /** Something that a person should know and a script should not read. */
    synchronized void tell(String text) {
        err.println(text);
    }

    /** Overwrites the line of progress; nothing where nobody looks. */
    synchronized void progress(String text) {
        if (terminal) {
            err.print("\r" + text + "\u001B[K");
            err.flush();
        }
    }

    /** Whether a person looks at it. */
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
