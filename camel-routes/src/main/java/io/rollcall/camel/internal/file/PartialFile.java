package io.rollcall.camel.internal.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
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
 * A temporary file beside its target: readable by its owner only, locked while its writer runs, and deleted by
 * {@link #close} unless it was renamed. The next writer deletes the files of killed writers. Used by one thread.
 */
final class PartialFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartialFile.class);
    private static final String SUFFIX = ".part";

    /**
     * How often a file is created again if another process deletes it. An attempt takes less than a millisecond, and two
     * processes can stay in step for dozens of them.
     */
    private static final int ATTEMPTS = 10_000;

    // opening and closing a file that this process writes would release its lock (POSIX)
    private static final Set<Path> WRITTEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final @Nullable FileChannel channel;
    private volatile @Nullable IOException failure;

    /** @param channel null if the file was deleted before it could be opened */
    private PartialFile(Path path, @Nullable FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    // one at a time in this process: closing a channel releases all locks of the process on that file (POSIX)
    static synchronized PartialFile beside(Path target) throws IOException {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a target has a parent folder");
        String prefix = "." + target.getFileName() + ".";
        clearLeftovers(folder, prefix);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            PartialFile part = create(folder, prefix);
            if (part.exists()) {
                return part;
            }
            part.close();
        }
        throw new IOException("another process deletes the files that are written beside " + target.getFileName());
    }

    private static PartialFile create(Path folder, String prefix) throws IOException {
        // temporary files are readable by their owner only, and the move keeps the permissions
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

    // another process may delete the file between its creation and its lock; it holds the lock while deleting, so a
    // file
    // that exists once it is locked here stays
    private boolean exists() {
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

    // under its lock, so that a process that has just created the file detects the deletion
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
        return Objects.requireNonNull(channel, "a part file in use is open");
    }

    OutputStream output() {
        return Channels.newOutputStream(channel());
    }

    /** Flushes what is written so far to the disk; {@link #force} is quicker then. May be called beside the writer. */
    void forceAhead() {
        try {
            channel().force(false);
        } catch (ClosedChannelException over) {
            LOG.debug("{} was closed before it was on disk", path);
        } catch (IOException failed) {
            // a system may say once only that it lost something
            failure = failed;
        }
    }

    /** Flushes the file to the disk, so that a power cut after the rename loses nothing. */
    void force() throws IOException {
        channel().force(true);
        IOException before = failure;
        if (before != null) {
            throw before;
        }
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
