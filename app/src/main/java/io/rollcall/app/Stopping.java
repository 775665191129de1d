package io.rollcall.app;

/** SIGTERM and Ctrl-C as the ordinary way to end a command that runs until stopped. */
final class Stopping {
    private Stopping() {}

    /**
     * When the process is told to stop, ends what the command does and exits with {@link ExitCode#DONE}: what these
     * commands end with is done, not 143.
     *
     * @param end must come to its end within seconds
     */
    static void onSignal(Console console, Runnable end) {
        Thread hook = new Thread(
                () -> {
                    try {
                        end.run();
                    } finally {
                        console.flush();
                        Runtime.getRuntime().halt(ExitCode.DONE);
                    }
                },
                "rollcall-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }
}
