package io.rollcall.report;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Cells of CSV before they are quoted. The text comes from strangers, so a cell that a spreadsheet would run as a formula
 * gets a leading apostrophe. Pure and thread-safe.
 */
public final class CsvCell {
    private static final String MONTH =
            "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
                    + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private static final String GAP = "[-/.,\\s]{0,3}";

    /** Numbers that a spreadsheet shows exactly as they are written. */
    private static final Pattern PLAIN_NUMBER = Pattern.compile("0|-?[1-9][0-9]*|-?(?:0|[1-9][0-9]*)\\.[0-9]*[1-9]");

    private static final int EXACT_DIGITS = 15;

    /** What a spreadsheet reads as a number, a date, a time, a fraction or a percentage. */
    private static final List<Pattern> READ_AS_VALUES = List.of(
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?%?"),
            Pattern.compile("[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]*)?"),
            Pattern.compile("\\([0-9.,]+\\)"),
            Pattern.compile("(?:[0-9]+\\s+)?[0-9]{1,4}\\s*[-/.]\\s*[0-9]{1,4}(?:\\s*[-/.]\\s*[0-9]{1,4})?"
                    + "(?:\\s+[0-9]{1,4}(?::[0-9]{1,2}){1,2})?"),
            Pattern.compile("[0-9]{1,4}(?::[0-9]{1,2}){1,2}(?:\\.[0-9]+)?\\s*(?:[ap]m?)?"),
            Pattern.compile("[0-9]{1,2}\\s+[ap]m?"),
            Pattern.compile("(?:[0-9]{1,4}" + GAP + ")?" + MONTH + "(?:" + GAP + "[0-9]{1,4}){0,2}"),
            Pattern.compile("(?:[0-9]{2,4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"),
            Pattern.compile("(?:[0-9]{1,2}[时時])?(?:[0-9]{1,2}分)?(?:[0-9]{1,2}秒)?"));

    private CsvCell() {}

    /**
     * The cell, so that a spreadsheet neither runs nor changes it: {@code 007}, {@code 1E5} or {@code MAR1} becomes
     * {@code ="007"}, which spreadsheets show as written.
     */
    public static String forExcel(String cell) {
        return wouldChange(cell) ? "=\"" + cell + "\"" : guard(cell);
    }

    /** Whether a spreadsheet would show the cell other than it is written. */
    private static boolean wouldChange(String cell) {
        if (cell.length() > 60 || cell.indexOf('"') >= 0 || cell.isEmpty()) {
            return false;
        }
        String text = Normalizer.normalize(cell, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        int digits = (int) text.chars().filter(c -> c >= '0' && c <= '9').count();
        if (digits == 0) {
            return false;
        }
        boolean shownAsWritten = text.equals(cell)
                && digits <= EXACT_DIGITS
                && PLAIN_NUMBER.matcher(text).matches();
        return !shownAsWritten
                && READ_AS_VALUES.stream()
                        .anyMatch(pattern -> pattern.matcher(text).matches());
    }

    /**
     * The cell, with a leading apostrophe where a spreadsheet would run it. Some spreadsheets split a line at semicolons,
     * tabs or line breaks, also within a cell: then each part that would run gets an apostrophe of its own as well.
     */
    public static String guard(String cell) {
        StringBuilder guarded = null;
        int copied = 0;
        for (int start = 0; start < cell.length(); ) {
            int end = endOfPart(cell, start);
            if (runs(cell, start, end)) {
                if (guarded == null) {
                    guarded = new StringBuilder(cell.length() + 4).append('\'');
                }
                guarded.append(cell, copied, start).append(start == 0 ? "" : "'");
                copied = start;
            }
            start = end + 1;
        }
        if (guarded != null) {
            return guarded.append(cell, copied, cell.length()).toString();
        }
        return !cell.isEmpty() && isBreak(cell.charAt(0)) ? "'" + cell : cell;
    }

    private static int endOfPart(String cell, int start) {
        int end = start;
        while (end < cell.length() && cell.charAt(end) != ';' && !isBreak(cell.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBreak(char c) {
        return c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean runs(String cell, int from, int end) {
        int start = from;
        while (start < end && isInvisible(cell.codePointAt(start))) {
            start += Character.charCount(cell.codePointAt(start));
        }
        if (start >= end) {
            return false;
        }
        char first = cell.charAt(start);
        if (first == '+' || first == '-') {
            return !isNumber(cell, start + 1, end);
        }
        // spreadsheets of East Asian languages take full-width signs like the plain ones
        char plain = first < 0x80
                ? first
                : Normalizer.normalize(String.valueOf(first), Normalizer.Form.NFKC)
                        .charAt(0);
        return "=@".indexOf(plain) >= 0 || (plain != first && "+-".indexOf(plain) >= 0);
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    // a number or a telephone number: behind the sign digits, blanks, dots, hyphens and parentheses only
    private static boolean isNumber(String cell, int start, int end) {
        boolean digits = false;
        for (int i = start; i < end; i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = true;
            } else if (" .-()".indexOf(c) < 0) {
                return false;
            }
        }
        return digits;
    }
}
