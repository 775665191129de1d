package io.rollcall.dist.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder laid out as a JDK, whose java prints what it was started with. */
final class FakeJava {
    private FakeJava() {}

    /** A java that prints its process id, its locale and its arguments, and exits with 37. */
    static Path printing(Path folder, String version) throws IOException {
        Path home = withProgram(
                folder,
                """
                #!/bin/sh
                case " $* " in *" -version "*) echo "    java.version = %s"; exit 0 ;; esac
                echo "process $$"
                echo "locale ${LC_ALL:-}/${LC_CTYPE:-}/${LANG:-}"
                for one; do printf '<%%s>\\n' "$one"; done
                exit 37
                """
                        .formatted(version));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Tests\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** A java with this text, and nothing that says its version. */
    static Path withProgram(Path folder, String text) throws IOException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, text);
        if (!java.toFile().setExecutable(true, false)) {
            throw new IOException(java + " cannot be made executable");
        }
        return folder;
    }
}
