package io.rollcall.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.zip.ZipOutputStream;

/**
 * The libraries of the archive: Maven's files, with their entries not compressed, see {@link JarCopy}. Some differ in more.
 *
 * @param files the program's jar and all that it needs
 * @param version Rollcall's
 */
record Libraries(List<Path> files, String version) {
    /** Files that only tools read, which take space in the archive and time at every start, by the library's name. */
    private static final Map<String, LeftOut> LEFT_OUT = Map.of(
            "camel-core-model",
            new LeftOut("META-INF/org/apache/camel/model/", "without the descriptions of models for tools"),
            "commons-codec",
            new LeftOut("org/apache/commons/codec/language/bm/", "without the sounds of languages"),
            "jakarta.servlet-api",
            new LeftOut("jakarta/servlet/resources/", "without the schemas of deployment descriptors"));

    /**
     * @param folder what is left out
     * @param words for the bill of materials
     */
    private record LeftOut(String folder, String words) {}

    Libraries {
        files = List.copyOf(files);
    }

    /**
     * Writes them, and the bill of materials.
     *
     * @return a digest of all of them. All files have one time, so that neither that nor a snapshot's version tells whether an
     *     archive of classes belongs to them
     */
    String write(Path archive, Path bom, LocalDateTime time) throws IOException {
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
        for (Path file : files) {
            if (!List.of(builtProgram, wholeDriver, publishedPicocli).contains(file)) {
                Path copy = MadeFolder.file(archive, "lib/" + file.getFileName());
                LeftOut leftOut = LEFT_OUT.get(name(file));
                copy(file, name -> leftOut == null || !name.startsWith(leftOut.folder), copy, time);
                inArchive.put(artifact(file), copy);
            }
        }
        String app = "rollcall-app-" + version;
        inArchive.put(app, program);
        inArchive.put(artifact(wholeDriver), driver);
        inArchive.put(artifact(publishedPicocli), picocli);
        Map<String, String> changes = new TreeMap<>(Map.of(
                app,
                "its manifest names the libraries beside it",
                artifact(wholeDriver),
                "without the native libraries of some systems",
                artifact(publishedPicocli),
                "the class files have the version of Java 8 and stack map frames"));
        LEFT_OUT.forEach((name, leftOut) -> changes.put(artifact(named(name)), leftOut.words));
        Files.writeString(MadeFolder.file(archive, "bom.json"), BillOfMaterials.write(bom, inArchive, changes));
        return Digests.sha256(List.copyOf(inArchive.values()));
    }

    private static void copy(Path file, Predicate<String> kept, Path copy, LocalDateTime time) throws IOException {
        try (JarFile jar = new JarFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            JarCopy.copy(jar, kept, time, out);
        }
    }

    /** The one whose file is named so, with or without a version behind it. */
    private Path named(String name) {
        return files.stream()
                .filter(file -> file.getFileName().toString().matches(name + "(-[0-9][^/]*)?\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + name + " among " + files + "."));
    }

    /** A library's name without its version. */
    private static String name(Path file) {
        return artifact(file).replaceFirst("-[0-9].*$", "");
    }

    private static String artifact(Path file) {
        return file.getFileName().toString().replaceFirst("\\.jar$", "");
    }
}
