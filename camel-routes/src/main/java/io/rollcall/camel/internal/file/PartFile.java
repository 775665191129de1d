package io.rollcall.camel.internal.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is being written beside its target: owner-only, locked as long as its writer lives, deleted when it is
 * closed under its own name. What a killed writer left behind is cleared away by the next. Used by one thread.
 */
final class PartFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);
    private static final String SUFFIX = ".part";

    // looking at the lock of a file that this very process writes would set it free (POSIX)
    private static final Set<Path> WRITTEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private PartFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static PartFile beside(Path target) throws IOException {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a target lies in a folder");
        String prefix = "." + target.getFileName() + ".";
        clearLeftovers(folder, prefix);
        // temporary files are made owner-only, and the move keeps that
        Path path = Files.createTempFile(folder, prefix, SUFFIX);
        PartFile part = new PartFile(path, FileChannel.open(path, StandardOpenOption.WRITE));
        WRITTEN_HERE.add(path);
        try {
            part.channel.lock();
        } catch (IOException unlockable) {
            part.close();
            throw unlockable;
        }
        return part;
    }

    private static void clearLeftovers(Path folder, String prefix) throws IOException {
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(folder, path -> isPart(String.valueOf(path.getFileName()), prefix))) {
            for (Path part : parts) {
                if (!WRITTEN_HERE.contains(part) && isAbandoned(part)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static boolean isPart(String name, String prefix) {
        return name.startsWith(prefix) && name.endsWith(SUFFIX);
    }

    private static boolean isAbandoned(Path part) {
        try (FileChannel other = FileChannel.open(part, StandardOpenOption.WRITE);
                FileLock lock = other.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException | IOException beingWritten) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    OutputStream output() {
        return Channels.newOutputStream(channel);
    }

    /** Puts everything on disk: a name must never point at what a power cut could still take away. */
    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted; delete it by hand", path);
        } finally {
            WRITTEN_HERE.remove(path);
        }
    }
}
