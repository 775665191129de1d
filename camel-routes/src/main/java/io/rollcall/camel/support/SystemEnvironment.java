package io.rollcall.camel.support;

import io.rollcall.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** What a configuration must be told about the machine that this process runs on. Thread-safe. */
public final class SystemEnvironment implements Environment {

    @Override
    public Path workingDirectory() {
        return Path.of("").toAbsolutePath();
    }

    @Override
    public ZoneId timezone() {
        return ZoneId.systemDefault();
    }

    @Override
    public String read(Path file) throws IOException {
        return Files.readString(file);
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
