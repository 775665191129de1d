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
 * A folder for the files of a recording. That it can be written is certain before the first call, which may cost something; it is there
 * only once its files are. Closing it deletes everything if not all files were written and searched. Used by one thread.
 */
final class RecordingFolder implements AutoCloseable {
    /** The moment of the recording would tell by how much its times were moved. */
    private static final FileTime TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private static final String PARTIAL = ".partial";

    private final Path folder;
    /** The folder and those above it that are not there yet, from below. */
    private final List<Path> missing;

    private boolean kept;

    private RecordingFolder(Path folder, List<Path> missing) {
        this.folder = folder;
        this.missing = missing;
    }

    /**
     * A folder that is empty, or can be created. Leaves the disk as it was.
     *
     * @throws UsageException if the folder holds anything, or cannot be written
     */
    static RecordingFolder create(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path each = folder.toAbsolutePath(); each != null && Files.notExists(each); each = each.getParent()) {
            missing.add(each);
        }
        RecordingFolder checked = new RecordingFolder(folder, missing);
        try {
            Files.createDirectories(folder);
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new UsageException(folder + " exists and is not empty. Name a new folder with --out.");
                }
            }
            Files.delete(Files.createDirectory(folder.resolve(PARTIAL)));
            checked.deleteCreated();
        } catch (IOException unusable) {
            throw new UsageException(
                    folder + " cannot be written: " + reason(unusable) + ". Name another folder with --out.");
        }
        return checked;
    }

    private void deleteCreated() throws IOException {
        for (Path each : missing) {
            Files.deleteIfExists(each);
        }
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
        if (kept || Files.notExists(folder)) {
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
        deleteCreated();
    }
}
