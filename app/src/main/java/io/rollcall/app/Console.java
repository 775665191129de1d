package io.rollcall.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports to standard output and everything else to standard error, both in UTF-8 in any locale. Thread-safe: lines
 * of several flows are not mixed.
 */
final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final BufferedReader in;

    Console(PrintStream out, PrintStream err, boolean terminal) {
        this(out, err, terminal, new BufferedReader(new InputStreamReader(InputStream.nullInputStream(), UTF_8)));
    }

    /** @param in the lines that a person types */
    Console(PrintStream out, PrintStream err, boolean terminal, BufferedReader in) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** The process's own streams. */
    static Console system() {
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                hasTerminal(System.console()),
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
    }

    /** From JDK 22 on, a process whose output goes into a file may have a console too, which then says that it is no terminal. */
    private static boolean hasTerminal(java.io.@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(
                    java.io.Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException earlierJdk) {
            return true;
        }
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

    /** Asks the person at the terminal, and returns the line that is typed, without blanks around it; empty at the end of input. */
    String ask(String question) {
        synchronized (this) {
            err.print(question + " ");
            err.flush();
        }
        try {
            String line = in.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException gone) {
            return "";
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
