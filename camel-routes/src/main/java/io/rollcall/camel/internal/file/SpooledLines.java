package io.rollcall.camel.internal.file;

import io.rollcall.roster.ByteLines;
import io.rollcall.roster.RosterWrite.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of a roster's temporary file, read once from its beginning. Used by one thread. */
final class SpooledLines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledLines.class);

    private final InputStream in;
    private final ByteLines lines;
    private int number;

    // opened beside the channel that writes: on POSIX, closing it would release the lock of that channel, so it stays
    // open
    // until the run's output ends
    SpooledLines(Path file) throws IOException {
        in = Files.newInputStream(file);
        lines = new ByteLines(in, Integer.MAX_VALUE);
    }

    /** The next wanted lines, without their line ends; none at the end. */
    List<Line> next(IntPredicate wanted, int most) throws IOException {
        List<Line> found = new ArrayList<>();
        while (found.size() < most && lines.find()) {
            if (wanted.test(number)) {
                found.add(new Line(number, Arrays.copyOfRange(lines.buffer(), lines.start(), lines.end())));
            }
            number++;
            lines.skip();
        }
        return found;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException failed) {
            LOG.debug("a temporary file could not be closed", failed);
        }
    }
}
