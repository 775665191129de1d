package io.rollcall.setting;

import java.util.Locale;

/** Recognizes invisible and easily confused characters in text that people write. Stateless and thread-safe. */
public final class Characters {
    private static final int REPLACEMENT = 0xFFFD;

    private Characters() {}

    /** The text without blanks and invisible characters around it. */
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isRemovable(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (start < end && isRemovable(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    // U+0000 shows that a file is not text, so it must be reported
    private static boolean isRemovable(int character) {
        return character != 0 && isInvisible(character);
    }

    /** Whether a character is invisible: blanks of any width, control and format characters, fillers. */
    public static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> true;
            // fillers and selectors that Unicode calls letters, marks and symbols, and the code points that it reserves
            // for further invisible characters
            default ->
                character == 0x034F
                        || character == 0x115F
                        || character == 0x1160
                        || character == 0x17B4
                        || character == 0x17B5
                        || character == 0x2065
                        || character == 0x2800
                        || character == 0x3164
                        || character == 0xFFA0
                        || character >= 0x180B && character <= 0x180F
                        || character >= 0xFE00 && character <= 0xFE0F
                        || character >= 0xFFF0 && character <= 0xFFF8
                        || character >= 0xE0000 && character <= 0xE0FFF;
        };
    }

    /** Whether a character separates items of a list: commas, semicolons and bars of any width, line breaks. */
    static boolean isSeparator(int character) {
        return ",;|\n\r\uFF0C\u3001\uFF64\u060C\uFE50\uFE51\uFF1B\u061B\uFE54\uFF5C\u30FB\u00B7".indexOf(character)
                >= 0;
    }

    /** Whether the text lost a character because a program read it with the wrong encoding. */
    public static boolean isDamaged(String text) {
        return text.indexOf(REPLACEMENT) >= 0 || text.codePoints().anyMatch(Characters::isSurrogate);
    }

    private static boolean isSurrogate(int character) {
        return Character.getType(character) == Character.SURROGATE;
    }

    /**
     * Reads an id that may contain any visible character; removes blanks and invisible characters around it.
     *
     * @throws MalformedValueException if nothing is left, or if the id contains an invisible character
     */
    public static String opaqueId(String text) {
        String id = strip(text);
        if (id.isEmpty()) {
            throw new MalformedValueException("must not be blank");
        }
        id.codePoints()
                .filter(one -> one != ' ' && isInvisible(one) || one == REPLACEMENT)
                .findFirst()
                .ifPresent(one -> {
                    throw new MalformedValueException("holds " + named(one) + "; remove it");
                });
        return id;
    }

    /** The name of a character, with its code point if it is not plain ASCII: {@code a full-width comma (U+FF0C)}. */
    static String named(int character) {
        boolean isPlain = character > ' ' && character < 0x7F;
        return words(character) + (isPlain ? "" : String.format(Locale.ROOT, " (U+%04X)", character));
    }

    private static String words(int character) {
        return switch (character) {
            case ',' -> "a comma";
            case 0xFF0C -> "a full-width comma";
            case 0x3001, 0xFF64 -> "an ideographic comma";
            case 0x060C, 0xFE50, 0xFE51 -> "a comma of another script";
            case ';' -> "a semicolon";
            case 0xFF1B, 0x061B, 0xFE54 -> "a full-width semicolon";
            case ':' -> "a colon";
            case 0xFF1A, 0xFE55 -> "a full-width colon";
            case '|', 0xFF5C -> "a vertical bar";
            case 0x00B7, 0x30FB, 0x2022 -> "a middle dot";
            case ' ' -> "a blank";
            case '\t' -> "a tab";
            case '\n', '\r' -> "a line break";
            case 0x3000 -> "a full-width blank";
            case REPLACEMENT -> "a character that was lost because the text is not UTF-8";
            case '"', '\'', '`', 0x2018, 0x2019, 0x201C, 0x201D, 0xFF02, 0xFF07 -> "a quote";
            case '(', ')', '[', ']', '{', '}', '<', '>' -> "a bracket";
            case 0xFF08, 0xFF09, 0x3010, 0x3011, 0x300A, 0x300B, 0x3008, 0x3009 -> "a full-width bracket";
            case 0xFF0B -> "a full-width plus sign";
            case 0xFF03 -> "a full-width #";
            case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFF0D -> "a dash that is not -";
            default -> generalWords(character);
        };
    }

    private static String generalWords(int character) {
        if (character > ' ' && character < 0x7F) {
            return "'" + Character.toString(character) + "'";
        } else if (Character.getType(character) == Character.SPACE_SEPARATOR) {
            return "a blank other than a space";
        } else if (isInvisible(character)) {
            return "an invisible character";
        } else if (Character.isDigit(character)) {
            return character >= 0xFF10 && character <= 0xFF19 ? "a full-width digit" : "a digit that is not ASCII";
        } else if (character >= 0xFF01 && character <= 0xFF5E) {
            return "a full-width character";
        }
        return "a character that is not ASCII";
    }
}
