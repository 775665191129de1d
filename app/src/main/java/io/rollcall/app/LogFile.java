package io.rollcall.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import io.rollcall.setting.UnreadableFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends logs to a file that only its owner can read. A file that reaches the maximal size is renamed to {@code NAME.1},
 * the earlier ones to {@code NAME.2} and so on. Several processes can share the file, and a person or another program can
 * rename or remove it at any time: each line goes to the file that has the name then. While the file cannot be written, lines
 * go to standard error. Thread-safe.
 *
 * <p>Logback's own rolling appender continues to write to a file that another process renamed, keeps at most 21 files, and
 * cannot use a folder with a percent sign in its name.
 */
final class LogFile extends AppenderBase<ILoggingEvent> {
    private final Path path;
    private final long maxSize;
    private final int keep;
    private final Encoder<ILoggingEvent> encoder;
    private final Appender<ILoggingEvent> fallback;
    private @Nullable OutputStream out;
    private @Nullable Object openFile;
    private boolean endsInMidLine;
    private boolean failing;
    private boolean growing;

    /**
     * @param path absolute
     * @param maxSize in bytes
     * @param keep how many earlier files are kept
     * @param fallback receives what cannot be written to the file
     */
    LogFile(Path path, long maxSize, int keep, Encoder<ILoggingEvent> encoder, Appender<ILoggingEvent> fallback) {
        // a renamed link would still lead to the same file
        this.path = Files.isSymbolicLink(path) && Files.isRegularFile(path) ? real(path) : path;
        this.maxSize = maxSize;
        this.keep = keep;
        this.encoder = encoder;
        this.fallback = fallback;
    }

    private static Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException gone) {
            return link;
        }
    }

    /**
     * Opens the file. Creates it, and its folder, if it does not exist.
     *
     * @throws IOException if it cannot be written
     */
    synchronized void open() throws IOException {
        close();
        Path folder = Objects.requireNonNull(path.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly("rwx------"));
        }
        Files.newByteChannel(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownerOnly("rw-------"))
                .close();
        // not a channel: an interrupt of a thread that logs would close it
        out = new FileOutputStream(path.toFile(), true);
        openFile = attributes().fileKey();
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    private void close() throws IOException {
        OutputStream open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        try {
            write(encoder.encode(event));
            failing = false;
        } catch (IOException unwritable) {
            if (!failing) {
                failing = true;
                warn("The log file {} cannot be written: {}. Until it can, logs go to standard error.", unwritable);
            }
            fallback.doAppend(event);
        }
    }

    private void write(byte[] line) throws IOException {
        BasicFileAttributes file = current();
        long size = file.size();
        if (file.isRegularFile() && size > 0 && size + line.length > maxSize) {
            rename();
            size = current().size();
        }
        OutputStream open = Objects.requireNonNull(out);
        try {
            if (endsInMidLine) {
                open.write('\n');
            }
            open.write(line);
            endsInMidLine = false;
        } catch (IOException full) {
            endsInMidLine |= attributes().size() > size;
            throw full;
        }
    }

    /** The file that has the name now, and is open. */
    private BasicFileAttributes current() throws IOException {
        try {
            BasicFileAttributes found = attributes();
            if (out != null && Objects.equals(found.fileKey(), openFile)) {
                return found;
            }
        } catch (IOException removed) {
            // opening the file creates it again, or finds out why that is impossible
        }
        open();
        return attributes();
    }

    // two processes that do this at the same time rename the files twice, which loses nothing but the oldest
    private void rename() throws IOException {
        close();
        try {
            for (int excess = keep + 1; Files.deleteIfExists(earlier(excess)); excess++) {
                // kept by an earlier configuration
            }
            for (int i = keep - 1; i > 0; i--) {
                if (Files.exists(earlier(i))) {
                    Files.move(earlier(i), earlier(i + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(path, earlier(1), StandardCopyOption.REPLACE_EXISTING);
            growing = false;
        } catch (IOException refused) {
            if (!growing) {
                growing = true;
                warn("The log file {} cannot be renamed: {}. It grows beyond rollcall.log.max-size.", refused);
            }
        }
    }

    private Path earlier(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    private void warn(String message, IOException cause) {
        Logger logger = ((LoggerContext) getContext()).getLogger(LogFile.class);
        fallback.doAppend(new LoggingEvent(
                LogFile.class.getName(), logger, Level.WARN, message, null, new Object[] {path, reason(cause)}));
    }

    /** Why a log file cannot be written, and what to do. */
    static String reason(IOException unwritable) {
        if (unwritable instanceof AccessDeniedException denied) {
            return "the user that Rollcall runs as may not write " + denied.getFile() + "; change its permissions";
        } else if (unwritable instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is not a directory; correct the path";
        }
        return UnreadableFiles.reason(unwritable);
    }
}
