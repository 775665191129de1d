package io.rollcall.dist;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipOutputStream;

/** Copies entries of a jar, in their order, with one time. */
final class JarCopy {
    private JarCopy() {}

    static void copy(JarFile jar, Predicate<String> kept, LocalDateTime time, ZipOutputStream out) throws IOException {
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            if (kept.test(entry.getName())) {
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTimeLocal(time);
                out.putNextEntry(copy);
                try (InputStream content = jar.getInputStream(entry)) {
                    content.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }
}
