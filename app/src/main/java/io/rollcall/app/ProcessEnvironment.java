package io.rollcall.app;

import io.rollcall.camel.support.SystemEnvironment;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * The working directory and the environment variables of a command: those of the process, or those that a test passes in.
 * Immutable.
 *
 * @param workingDirectory absolute; relative paths on the command line start here
 * @param variables environment variables; unmodifiable
 */
record ProcessEnvironment(Path workingDirectory, Map<String, String> variables) {
    /** The environment of this process. */
    static ProcessEnvironment current() {
        return new ProcessEnvironment(Path.of("").toAbsolutePath(), System.getenv());
    }

    /** The machine as the configuration sees it. */
    SystemEnvironment system() {
        return new SystemEnvironment(workingDirectory, ZoneId.systemDefault());
    }
}
