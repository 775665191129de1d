package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One process's turn, held by a lock on a file; the operating system ends it with the process, however that ends. */
final class ExclusiveFileLock implements AutoCloseable {
    private final FileChannel channel;

    private ExclusiveFileLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the turn; fails when it does not come in time. The file stays. */
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

    /** Opens a file for reading and writing; one that is made here is the owner's alone. */
    static FileChannel openOwnerOnly(Path file) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? FileChannel.open(
                        file,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, options);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // another store of this very process has its turn
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
