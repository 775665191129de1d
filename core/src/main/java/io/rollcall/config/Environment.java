package io.rollcall.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** What a configuration must be told about the machine it is for. */
public interface Environment {

    /** Where relative paths start that no configuration file names; absolute. */
    Path workingDirectory();

    /** The system's time zone. */
    ZoneId timezone();

    /** Reads a whole file as UTF-8; also called later, from any thread, whenever a secret in a file is needed. */
    String read(Path file) throws IOException;

    /**
     * Whether a text that came from a variable or an argument is what was written: false where the process's locale cannot
     * carry it.
     */
    default boolean isIntact(String text) {
        return true;
    }

    /** Whether there is a directory of that name. */
    boolean isDirectory(Path path);

    /** Whether one may put files into a directory that is there. */
    boolean isWritable(Path directory);

    /**
     * Says what is wrong with a Quartz cron expression, completing the sentence that begins with the setting; empty where it
     * is right.
     */
    Optional<String> cronProblem(String expression);
}
