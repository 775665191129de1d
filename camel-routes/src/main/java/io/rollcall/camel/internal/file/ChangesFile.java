package io.rollcall.camel.internal.file;

import io.rollcall.report.JsonLine;
import io.rollcall.report.RosterChange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of a roster as lines of JSON. Whole lines are appended in one write and are on disk when {@link #append} returns. A
 * last line without an end, left by a crash, is cut off first. A file of {@value #LARGEST} bytes or more is renamed to
 * {@code NAME.1} before the next lines; {@value #KEPT} renamed files are kept. Stateless; used for one file by one thread.
 */
final class ChangesFile {
    static final long LARGEST = 10L << 20;
    static final int KEPT = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ChangesFile.class);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int BLOCK = 1 << 12;

    private ChangesFile() {}

    static void append(Path file, List<RosterChange> changes) throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        changes.forEach(change -> lines.append(JsonLine.of(change)).append('\n'));
        rotate(file);
        boolean isNew = !Files.exists(file);
        try (FileChannel channel = open(file)) {
            channel.position(wholeLines(channel, file));
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        if (isNew) {
            forceFolder(file);
        }
    }

    // readable by its owner only, like the roster; an administrator may change that, and it stays so until the next
    // rotation
    private static FileChannel open(Path file) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? FileChannel.open(file, options, OWNER_ONLY)
                : FileChannel.open(file, options);
    }

    /** Cuts a torn last line off; returns where the next line begins. */
    private static long wholeLines(FileChannel channel, Path file) throws IOException {
        long size = channel.size();
        long end = size;
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (end > 0) {
            long from = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - from));
            while (block.hasRemaining() && channel.read(block, from + block.position()) > 0) {
                // until the block is full
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return cut(channel, file, from + i + 1, size);
                }
            }
            end = from;
        }
        return cut(channel, file, 0, size);
    }

    private static long cut(FileChannel channel, Path file, long end, long size) throws IOException {
        if (end < size) {
            LOG.warn("{} ended within a line, which is cut off; its change is written again", file);
            channel.truncate(end);
        }
        return end;
    }

    private static void rotate(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) < LARGEST) {
            return;
        }
        try (FileChannel channel = open(file)) {
            if (wholeLines(channel, file) < LARGEST) {
                return;
            }
        }
        for (int i = KEPT - 1; i >= 1; i--) {
            Path older = numbered(file, i);
            if (Files.exists(older)) {
                Files.move(older, numbered(file, i + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, numbered(file, 1), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path numbered(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    // so that a power cut does not lose the name of a new file; not every system can do that
    private static void forceFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException unsupported) {
                LOG.debug("the folder of {} could not be synced", file);
            }
        }
    }
}
