package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.probe.RecordingScan;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder for the files of a recording. It is there, and can be written, before the first call, which may cost something; files are
 * in it only once they were all written and searched. Closing it deletes everything else. Used by one thread.
 */
final class RecordingFolder implements AutoCloseable {
    /** The moment of the recording would tell by how much its times were moved. */
    private static final FileTime TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private static final String PARTIAL = ".partial";

    private final Path folder;
    private final boolean created;
    private boolean kept;

    private RecordingFolder(Path folder, boolean created) {
        this.folder = folder;
        this.created = created;
    }

    /**
     * Creates a folder, or takes one that is empty.
     *
     * @throws UsageException if the folder holds anything, or cannot be written
     */
    static RecordingFolder create(Path folder) {
        boolean created = Files.notExists(folder);
        try {
            Files.createDirectories(folder);
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new UsageException(folder + " exists and is not empty. Name a new folder with --out.");
                }
            }
            Files.delete(Files.createDirectory(folder.resolve(PARTIAL)));
        } catch (IOException unusable) {
            throw new UsageException(
                    folder + " cannot be written: " + reason(unusable) + ". Name another folder with --out.");
        }
        return new RecordingFolder(folder, created);
    }

    /** Why something cannot be written, without a path. */
    static String reason(IOException unwritable) {
        if (unwritable instanceof AccessDeniedException) {
            return "this user may not write there";
        } else if (unwritable instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        String reason = unwritable instanceof FileSystemException named ? named.getReason() : null;
        return reason == null ? unwritable.getClass().getSimpleName() : reason;
    }

    /**
     * Writes files, and keeps them if a search of what is on the disk then finds nothing.
     *
     * @return the number of findings; 0 if the files were kept
     */
    int write(Map<String, String> texts, RecordingScan scan) throws IOException {
        Path partial = Files.createDirectories(folder.resolve(PARTIAL));
        int findings = 0;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = Files.writeString(partial.resolve(text.getKey()), text.getValue());
            findings += scan.findings(Files.readString(file));
            Files.setLastModifiedTime(file, TIME);
        }
        if (findings == 0) {
            for (String name : texts.keySet()) {
                Files.move(partial.resolve(name), folder.resolve(name));
            }
            Files.delete(partial);
            Files.setLastModifiedTime(folder, TIME);
            kept = true;
        }
        return findings;
    }

    @Override
    public void close() throws IOException {
        if (kept) {
            return;
        }
        // the folder was empty, so everything in it is of this recording
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> !file.equals(folder)).forEach(all::add);
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.deleteIfExists(all.get(i));
        }
        if (created) {
            Files.deleteIfExists(folder);
        }
    }
}
