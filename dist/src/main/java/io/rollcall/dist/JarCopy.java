package io.rollcall.dist;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies entries of a jar, in their order, with one time, and not compressed: the archive and the package compress all jars
 * as one, which makes them a quarter smaller, and no start has to decompress a class.
 */
final class JarCopy {
    private JarCopy() {}

    static void copy(JarFile jar, Predicate<String> kept, LocalDateTime time, ZipOutputStream out) throws IOException {
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            if (kept.test(entry.getName())) {
                put(out, entry.getName(), content(jar, entry), time);
            }
        }
    }

    static byte[] content(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }

    static void put(ZipOutputStream out, String name, byte[] content, LocalDateTime time) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(time);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
