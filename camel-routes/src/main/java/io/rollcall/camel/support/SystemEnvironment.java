package io.rollcall.camel.support;

import io.rollcall.config.Environment;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** What a configuration must be told about the machine that this process runs on. Thread-safe. */
public final class SystemEnvironment implements Environment {
    private final Path workingDirectory;
    private final ZoneId timezone;

    /** The machine with the process's working directory and time zone. */
    public SystemEnvironment() {
        this(Path.of("").toAbsolutePath(), ZoneId.systemDefault());
    }

    /** The machine with another working directory, absolute, and time zone. */
    public SystemEnvironment(Path workingDirectory, ZoneId timezone) {
        this.workingDirectory = workingDirectory;
        this.timezone = timezone;
    }

    @Override
    public Path workingDirectory() {
        return workingDirectory;
    }

    @Override
    public ZoneId timezone() {
        return timezone;
    }

    /**
     * Reads a file. Where this process may not read it, reads systemd's copy: the credential that is named as {@code
     * LoadCredential=FOLDER:/path/to/FOLDER} names it, FOLDER_FILE.
     */
    @Override
    public String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (AccessDeniedException denied) {
            Optional<Path> copy = credential(file);
            String text = copy.isEmpty() ? "" : Files.readString(copy.get());
            // a unit may give an empty credential where the file did not exist when the service started
            if (text.isBlank()) {
                throw denied;
            }
            return text;
        }
    }

    private static Optional<Path> credential(Path file) {
        String credentials = System.getenv("CREDENTIALS_DIRECTORY");
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (credentials == null || folder == null || folder.getFileName() == null) {
            return Optional.empty();
        }
        Path copy = Path.of(credentials, folder.getFileName() + "_" + file.getFileName());
        return Files.isReadable(copy) ? Optional.of(copy) : Optional.empty();
    }

    @Override
    public boolean isIntact(String text) {
        return LocaleSupport.isIntact(text);
    }

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public boolean isWritable(Path path) {
        return Files.isWritable(path);
    }

    @Override
    public Optional<String> cronProblem(String expression) {
        return Schedules.problem(expression);
    }
}
