package io.rollcall.dist;

import io.rollcall.app.Main;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the files of the archive that are neither in the sources nor a library as it is. The build runs it; it is not in the
 * distribution. The same sources and libraries give the same bytes.
 */
public final class MakeDistribution {
    private MakeDistribution() {}

    /**
     * Writes the files.
     *
     * @param args the folder of the sources (src/main of this module) and the folder to write to
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path sources = Path.of(args[0]);
        Path made = Path.of(args[1]);
        MadeFolder.empty(made);
        ProgramJar.write(jarOf(Main.class), MadeFolder.file(made, "lib/rollcall.jar"));
        for (String launcher : new String[] {"rollcall", "rollcall.cmd"}) {
            Files.copy(sources.resolve("bin").resolve(launcher), MadeFolder.file(made, "bin/" + launcher));
        }
    }

    /** The jar that holds a class. */
    static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of " + type.getName() + " is no path.", e);
        }
    }
}
