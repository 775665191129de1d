package io.rollcall.camel.support;

import io.rollcall.setting.Characters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What the locale of this process does to variables, arguments and the names of files. Stateless and thread-safe. */
public final class LocaleSupport {
    private static final String ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");

    private LocaleSupport() {}

    /** Whether a text from a variable or an argument is what was written, as far as anybody can tell. */
    public static boolean isIntact(String text) {
        Charset charset = Charset.isSupported(ENCODING) ? Charset.forName(ENCODING) : StandardCharsets.US_ASCII;
        return isIntact(text, charset);
    }

    /**
     * Whether a text is what was written.
     *
     * @param charset of the locale, by which the bytes that the system gave were read
     */
    static boolean isIntact(String text, Charset charset) {
        if (text.chars().allMatch(one -> one < 0x80)) {
            return true;
        }
        boolean isSingleByte = charset.newEncoder().maxBytesPerChar() == 1;
        return !Characters.isDamaged(text)
                && !charset.equals(StandardCharsets.US_ASCII)
                && !(isSingleByte && isUtf8(text.getBytes(charset)));
    }

    /** Whether the locale can carry the name of the working folder. A folder that this user may not read is another matter. */
    public static boolean isWorkingFolderReachable() {
        try {
            return isIntact(System.getProperty("user.dir", ""))
                    || Files.isDirectory(Path.of("").toAbsolutePath());
        } catch (InvalidPathException unwritable) {
            return false;
        }
    }

    // letters of a Western locale in an order that UTF-8 has too are UTF-8: nobody writes them otherwise
    private static boolean isUtf8(byte[] bytes) {
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }
}
