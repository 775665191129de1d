package io.rollcall.app;

import io.rollcall.probe.RecordingScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder with the files of a recording. Used by one thread. */
final class RecordingFolder {
    private final Path folder;
    private final boolean created;
    private final List<Path> files = new ArrayList<>();

    private RecordingFolder(Path folder, boolean created) {
        this.folder = folder;
        this.created = created;
    }

    /** Writes files into a folder that is empty, or does not exist. */
    static RecordingFolder write(Path folder, Map<String, String> texts) throws IOException {
        RecordingFolder written = new RecordingFolder(folder, Files.notExists(folder));
        Files.createDirectories(folder);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = folder.resolve(text.getKey());
            written.files.add(file);
            Files.writeString(file, text.getValue());
        }
        return written;
    }

    /** What a scan finds in the files as they are on the disk. */
    int findings(RecordingScan scan) throws IOException {
        int findings = 0;
        for (Path file : files) {
            findings += scan.findings(Files.readString(file));
        }
        return findings;
    }

    /** Deletes the files, and the folder if it was created for them. */
    void delete() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        if (created) {
            Files.deleteIfExists(folder);
        }
    }
}
