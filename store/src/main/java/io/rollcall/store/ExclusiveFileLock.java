package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lock on a file, held by one process. The operating system releases it when the process ends, also after a kill. */
final class ExclusiveFileLock implements AutoCloseable {
    private final FileChannel channel;

    private ExclusiveFileLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock. The file is not deleted afterwards.
     *
     * @throws StoreException if the wait ends first
     */
    static ExclusiveFileLock take(Path file, OperationTimeouts.Wait wait) throws IOException {
        FileChannel channel = openOwnerOnly(file);
        boolean locked = false;
        try {
            while (tryLock(channel) == null) {
                if (wait.left() <= 0) {
                    throw new StoreException(
                            "The store cannot be opened: another process keeps " + file
                                    + " locked. Find and end that process.",
                            null);
                }
                wait.pause();
            }
            locked = true;
            return new ExclusiveFileLock(channel);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** Opens a file for writing; a new file is readable by its owner only. */
    static FileChannel openOwnerOnly(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                StoreFiles.ownerOnly(file, "rw-------"));
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // another store in this process holds it
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
