package io.rollcall.dist;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * picocli with class files of Java 8. Its own are of Java 5: a JVM verifies these with an older and slower verifier and never
 * takes them from an archive of classes, which costs every command a tenth of its time. The code is the same; only the
 * version and the frames that the newer verifier reads are added.
 */
final class PicocliJar {
    private static final String NOTE = "META-INF/CHANGED.txt";
    private static final String NOTE_TEXT =
            "Rollcall's build changed this jar: the class files have the version of Java 8 and stack map frames.\n";

    private PicocliJar() {}

    static void write(Path whole, Path target, LocalDateTime time) throws IOException {
        try (JarFile jar = new JarFile(whole.toFile());
                URLClassLoader classes =
                        new URLClassLoader(new URL[] {whole.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                byte[] content = JarCopy.content(jar, entry);
                String name = entry.getName();
                boolean isClass = name.startsWith("picocli/") && name.endsWith(".class");
                JarCopy.put(out, name, isClass ? newer(content, classes) : content, time);
            }
            JarCopy.put(out, NOTE, NOTE_TEXT.getBytes(StandardCharsets.US_ASCII), time);
        }
    }

    private static byte[] newer(byte[] content, ClassLoader classes) {
        ClassReader reader = new ClassReader(content);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return classes;
            }
        };
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visit(
                            int version,
                            int access,
                            String name,
                            String signature,
                            String parent,
                            String[] interfaces) {
                        super.visit(Math.max(version, Opcodes.V1_8), access, name, signature, parent, interfaces);
                    }
                },
                ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
