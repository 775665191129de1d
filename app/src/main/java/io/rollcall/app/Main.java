package io.rollcall.app;

import picocli.CommandLine;

/** The program's entry. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Console console = Console.system();
        CommandLine commands = Commands.create(console);
        int code = commands.execute(args);
        // nothing may keep a finished program alive: neither a pool nor a driver of a library
        console.flush();
        Runtime.getRuntime().halt(code);
    }
}
