package io.rollcall.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The libraries of the archive: most are Maven's files as they are, and the archive's descriptor takes them from there.
 *
 * @param files the program's jar and all that it needs
 * @param version Rollcall's
 */
record Libraries(List<Path> files, String version) {
    Libraries {
        files = List.copyOf(files);
    }

    /** Writes those that differ from Maven's files, and the bill of materials. */
    void write(Path archive, Path bom, LocalDateTime time) throws IOException {
        Path builtProgram = named("rollcall");
        Path wholeDriver = named("sqlite-jdbc");
        Path program = MadeFolder.file(archive, "lib/rollcall.jar");
        Path driver = MadeFolder.file(archive, "lib/" + wholeDriver.getFileName());
        Path publishedPicocli = named("picocli");
        Path picocli = MadeFolder.file(archive, "lib/" + publishedPicocli.getFileName());
        ProgramJar.write(
                builtProgram,
                files.stream()
                        .filter(file -> !file.equals(builtProgram))
                        .map(file -> file.getFileName().toString())
                        .toList(),
                program,
                time);
        SqliteJar.write(wholeDriver, driver, time);
        PicocliJar.write(publishedPicocli, picocli, time);

        Map<String, Path> inArchive = new TreeMap<>();
        files.forEach(file -> inArchive.put(artifact(file), file));
        inArchive.remove(artifact(builtProgram));
        String app = "rollcall-app-" + version;
        inArchive.put(app, program);
        inArchive.put(artifact(wholeDriver), driver);
        inArchive.put(artifact(publishedPicocli), picocli);
        Map<String, String> changes = Map.of(
                app,
                "its manifest names the libraries beside it",
                artifact(wholeDriver),
                "without the native libraries of some systems");
        Files.writeString(MadeFolder.file(archive, "bom.json"), BillOfMaterials.write(bom, inArchive, changes));
    }

    /**
     * A name for the bytes of all of them. All files have one time, so that neither that nor a snapshot's version tells
     * whether an archive of classes belongs to them.
     */
    String digest() throws IOException {
        return Digests.sha256(files);
    }

    /** The one whose file is named so, with or without a version behind it. */
    private Path named(String name) {
        return files.stream()
                .filter(file -> file.getFileName().toString().matches(name + "(-[0-9][^/]*)?\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + name + " among " + files + "."));
    }

    private static String artifact(Path file) {
        return file.getFileName().toString().replaceFirst("\\.jar$", "");
    }
}
