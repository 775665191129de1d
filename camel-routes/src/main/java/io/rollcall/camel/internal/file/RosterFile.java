package io.rollcall.camel.internal.file;

import io.rollcall.roster.ExistingRoster;
import io.rollcall.roster.RosterRenderer;
import io.rollcall.roster.RosterUpdate;
import io.rollcall.roster.RosterWrite;
import io.rollcall.roster.tracking.AppendChanges;
import io.rollcall.task.Command;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a roster into a temporary file beside the target, readable by its owner only, and renames it once it is complete and
 * on disk. A failure before that leaves an earlier roster unchanged. Used by one thread, beside which a second makes the lines.
 */
public final class RosterFile implements OutputWriter {
    private static final Logger LOG = LoggerFactory.getLogger(RosterFile.class);
    private static final int BUFFER = 1 << 16;

    private final Executor executor;
    private @Nullable PartialFile spool;
    private @Nullable RecordLines lines;
    private @Nullable SpooledLines reread;

    /** @param executor makes the lines of records; for work that blocks */
    public RosterFile(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void write(Command.WriteOutput output) throws IOException {
        if (output instanceof RosterWrite.Begin begin) {
            spool = PartialFile.beside(begin.target());
            lines = new RecordLines(new BufferedOutputStream(new ForcedAhead(spool, executor), BUFFER), executor);
        } else if (output instanceof RosterWrite.Entries entries && lines != null) {
            lines.write(entries.entries());
        } else if (output instanceof RosterWrite.Compare compare) {
            compare(compare.file(), compare.existing());
            compare.then().run();
        } else if (output instanceof RosterWrite.Reread<?> again && lines != null && spool != null) {
            lines.flush();
            reread(spool, again);
        } else if (output instanceof RosterWrite.Update update) {
            update.then().accept(update(update.file(), update.update()));
        } else if (output instanceof AppendChanges changes) {
            ChangesFile.append(changes.file(), changes.changes());
        } else if (output instanceof RosterWrite.Finish finish && lines != null && spool != null) {
            lines.flush();
            finish(spool, finish.rendition(), finish.file());
            finish.obsolete().forEach(RosterFile::delete);
        } else {
            throw new IllegalStateException("a roster must begin with RosterWrite.Begin");
        }
    }

    private <T> void reread(PartialFile spooled, RosterWrite.Reread<T> again) throws IOException {
        SpooledLines open = reread;
        if (open == null) {
            open = new SpooledLines(spooled.path(), executor);
            reread = open;
        }
        again.then().accept(open.next(again));
    }

    private static boolean update(Path file, RosterUpdate update) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                PartialFile part = PartialFile.beside(file)) {
            OutputStream out = new BufferedOutputStream(part.output(), BUFFER);
            if (!update.copy(in, out)) {
                return false;
            }
            out.flush();
            moveInto(part, file);
            return true;
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    private static void compare(Path file, ExistingRoster existing) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            existing.read(in);
        } catch (NoSuchFileException none) {
            // the first roster cannot lose people
        } catch (FileSystemException unreadable) {
            existing.unreadable();
        } catch (IOException noRoster) {
            // the people who were read so far count
            LOG.warn(
                    "{} is not a complete roster; only the people who could be read from it count for max-shrink",
                    file);
        }
    }

    // the roster is complete: an obsolete file beside it is not a failure
    private static void delete(Path obsolete) {
        try {
            Files.deleteIfExists(obsolete);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted; delete it by hand", obsolete);
        }
    }

    private static void finish(PartialFile spooled, RosterRenderer renderer, Path target) throws IOException {
        if (renderer.isAsSpooled()) {
            moveInto(spooled, target);
            return;
        }
        try (PartialFile rendered = PartialFile.beside(target)) {
            render(spooled, renderer, rendered);
            moveInto(rendered, target);
        }
    }

    private static void render(PartialFile from, RosterRenderer renderer, PartialFile to) throws IOException {
        OutputStream out = new BufferedOutputStream(to.output(), BUFFER);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(from.path()), BUFFER)) {
            renderer.writeHead(out);
            ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
            int number = 0;
            for (int b = in.read(); b >= 0; b = in.read()) {
                line.write(b);
                if (b == '\n') {
                    renderer.writeRecord(number++, line.toByteArray(), out);
                    line.reset();
                }
            }
        }
        out.flush();
    }

    private static void moveInto(PartialFile part, Path target) throws IOException {
        part.force();
        Files.move(part.path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        if (reread != null) {
            reread.close();
        }
        if (lines != null) {
            lines.close();
        }
        if (spool != null) {
            spool.close();
        }
    }
}
