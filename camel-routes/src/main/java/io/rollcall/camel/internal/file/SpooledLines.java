package io.rollcall.camel.internal.file;

import io.rollcall.roster.ByteLines;
import io.rollcall.roster.RosterWrite.Line;
import io.rollcall.roster.RosterWrite.Reread;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of a roster's temporary file, read once from its beginning. While some are worked with, the next are read and prepared on
 * a second thread: for a first roster that takes as long as storing them. Used by one thread.
 */
final class SpooledLines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledLines.class);

    private final InputStream in;
    private final ByteLines lines;
    private final Executor executor;
    private @Nullable FutureTask<?> ahead;
    private int number;

    /** @param executor of work that blocks; where it takes no more, the calling thread reads */
    SpooledLines(Path file, Executor executor) throws IOException {
        // stays open until the run's output ends: on POSIX, closing it releases the lock of the channel that writes
        in = Files.newInputStream(file);
        lines = new ByteLines(in, Integer.MAX_VALUE);
        this.executor = executor;
    }

    /** What the command makes of the next wanted lines; null at the end. */
    <T> @Nullable T next(Reread<T> command) throws IOException {
        @SuppressWarnings("unchecked") // all commands of a run ask for the same
        FutureTask<@Nullable T> awaited = (FutureTask<@Nullable T>) ahead;
        FutureTask<@Nullable T> reading = awaited == null ? new FutureTask<>(() -> read(command)) : awaited;
        // here, unless the other thread has begun
        reading.run();
        T read = result(reading);
        ahead = read == null ? null : begin(command);
        return read;
    }

    private <T> FutureTask<@Nullable T> begin(Reread<T> command) {
        FutureTask<@Nullable T> next = new FutureTask<>(() -> read(command));
        try {
            executor.execute(next);
        } catch (RejectedExecutionException ending) {
            LOG.trace("the next lines are read when they are wanted");
        }
        return next;
    }

    private <T> @Nullable T read(Reread<T> command) throws IOException {
        List<Line> found = new ArrayList<>();
        while (found.size() < command.most() && lines.find()) {
            if (command.wanted().test(number)) {
                found.add(new Line(number, Arrays.copyOfRange(lines.buffer(), lines.start(), lines.end())));
            }
            number++;
            lines.skip();
        }
        return found.isEmpty() ? null : command.prepare().apply(found);
    }

    private static <T> T result(FutureTask<T> reading) throws IOException {
        try {
            return reading.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("a roster's reading was interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException("the lines of records could not be prepared", failed.getCause());
        }
    }

    @Override
    public void close() {
        FutureTask<?> reading = ahead;
        if (reading != null) {
            // if it has begun, it ends with these lines or at the closed stream, and no one looks at it
            reading.cancel(false);
        }
        try {
            in.close();
        } catch (IOException failed) {
            LOG.debug("a temporary file could not be closed", failed);
        }
    }
}
