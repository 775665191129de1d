package io.rollcall.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes text of a vendor or of a file harmless where it is shown: it must not break a line, steer a terminal or turn the
 * direction of writing.
 */
public final class Harmless {
    private Harmless() {}

    /** For people: each character that is not plainly visible becomes a question mark. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(one -> shown.appendCodePoint(acts(one) ? '?' : one));
        return shown.toString();
    }

    private static boolean acts(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** For programs: such characters are written as JSON escapes, so that nothing is lost and a line stays a line. */
    static final class JsonEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0x7f] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            // halves of characters beyond the first plane come in pairs and stay as they are
            boolean half = Character.isSurrogate((char) character);
            return acts(character) && !half
                    ? new SerializedString(String.format(Locale.ROOT, "\\u%04X", character))
                    : null;
        }
    }
}
