package io.rollcall.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes {@code FILE.sha256} beside the archive and the package, as {@code sha256sum -c} reads it. The build runs it. */
public final class Checksums {
    private Checksums() {}

    /**
     * Writes the checksums.
     *
     * @param args the folder with the files
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(args[0]))) {
            files = all.filter(file -> file.toString().matches(".*(\\.tar\\.gz|\\.deb)"))
                    .toList();
        }
        for (Path file : files) {
            String line = Digests.sha256(List.of(file)) + "  " + file.getFileName() + "\n";
            Files.writeString(file.resolveSibling(file.getFileName() + ".sha256"), line);
        }
    }
}
