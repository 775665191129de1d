package io.rollcall.camel.internal.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is being written beside its target: owner-only, locked as long as its writer lives, deleted when it is
 * closed under its own name. What a killed writer left behind is cleared away by the next. Used by one thread.
 */
final class PartialFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartialFile.class);
    private static final String SUFFIX = ".part";

    /** How often a file is made anew that another process cleared away. */
    private static final int ATTEMPTS = 20;

    // looking at the lock of a file that this very process writes would set it free (POSIX)
    private static final Set<Path> WRITTEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final @Nullable FileChannel channel;

    /** @param channel null where the file was deleted before it could be opened */
    private PartialFile(Path path, @Nullable FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    // one at a time in this process: a lock that is looked at here is this process's own (POSIX)
    static synchronized PartialFile beside(Path target) throws IOException {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a target lies in a folder");
        String prefix = "." + target.getFileName() + ".";
        clearLeftovers(folder, prefix);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            PartialFile part = create(folder, prefix);
            if (part.isThere()) {
                return part;
            }
            part.close();
        }
        throw new IOException("another process deletes the files that are written beside " + target.getFileName());
    }

    private static PartialFile create(Path folder, String prefix) throws IOException {
        // temporary files are made owner-only, and the move keeps that
        Path path = Files.createTempFile(folder, prefix, SUFFIX);
        WRITTEN_HERE.add(path);
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
            PartialFile part = new PartialFile(path, channel);
            try {
                channel.lock();
            } catch (IOException unlockable) {
                part.close();
                throw unlockable;
            }
            return part;
        } catch (NoSuchFileException cleared) {
            WRITTEN_HERE.remove(path);
            return new PartialFile(path, null);
        } catch (IOException unusable) {
            WRITTEN_HERE.remove(path);
            throw unusable;
        }
    }

    // between its creation and its lock, another process may have taken it for a leftover. Whoever clears away holds
    // the
    // lock while deleting, so that what is there once it is locked here stays
    private boolean isThere() {
        return channel != null && Files.exists(path);
    }

    private static void clearLeftovers(Path folder, String prefix) throws IOException {
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(folder, path -> isPart(String.valueOf(path.getFileName()), prefix))) {
            for (Path part : parts) {
                if (!WRITTEN_HERE.contains(part)) {
                    deleteIfAbandoned(part);
                }
            }
        }
    }

    private static boolean isPart(String name, String prefix) {
        return name.startsWith(prefix) && name.endsWith(SUFFIX);
    }

    // under its lock: whoever has just created it finds out that it is gone
    private static void deleteIfAbandoned(Path part) {
        try (FileChannel other = FileChannel.open(part, StandardOpenOption.WRITE);
                FileLock lock = other.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(part);
            }
        } catch (OverlappingFileLockException | IOException beingWritten) {
            LOG.debug("{} is being written", part);
        }
    }

    Path path() {
        return path;
    }

    private FileChannel channel() {
        return Objects.requireNonNull(channel, "a part file that is handed out is open");
    }

    OutputStream output() {
        return Channels.newOutputStream(channel());
    }

    /** Puts everything on disk: a name must never point at what a power cut could still take away. */
    void force() throws IOException {
        channel().force(true);
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted; delete it by hand", path);
        } finally {
            WRITTEN_HERE.remove(path);
        }
    }
}
