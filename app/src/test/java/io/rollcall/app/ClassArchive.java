package io.rollcall.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program's classes as the JVM shares them between processes (class data sharing). A process that starts with them needs
 * two thirds of the processor time. They are prepared once for a jar, by the first test that starts it.
 */
final class ClassArchive {
    private static final int SECONDS = 120;

    private ClassArchive() {}

    /** The options with which this JVM's {@code java} uses the archive of a jar; none where it cannot be made. */
    static List<String> options(Path java, Path jar) {
        Path archive = jar.resolveSibling("rollcall.jsa");
        Path lock = jar.resolveSibling("rollcall.jsa.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (!Files.exists(archive)
                    || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) < 0) {
                make(java, jar, archive);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("The archive of the program's classes cannot be made.", e);
        }
        return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    private static void make(Path java, Path jar, Path archive) throws IOException, InterruptedException {
        Files.deleteIfExists(archive);
        Path made = jar.resolveSibling("rollcall.jsa.part");
        Path folder = Files.createTempDirectory("rollcall-classes");
        // the demo uses most of the program; classes in folders, as an IDE runs them, cannot be archived
        Process demo = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:ArchiveClassesAtExit=" + made,
                        "-jar",
                        jar.toString(),
                        "demo")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("demo.txt").toFile())
                .start();
        if (demo.waitFor(SECONDS, TimeUnit.SECONDS) && demo.exitValue() == 0 && Files.exists(made)) {
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
        } else {
            demo.destroyForcibly();
        }
    }
}
