package io.rollcall.report;

/**
 * Cells of CSV, RFC 4180. Text is data of strangers, so a cell that a spreadsheet would run as a formula gets a leading
 * apostrophe. Pure and thread-safe.
 */
public final class CsvCell {
    private CsvCell() {}

    /** Appends a cell, guarded, and quoted where that is necessary. */
    public static void append(String cell, StringBuilder record) {
        quote(guard(cell), record);
    }

    /** The cell, with a leading apostrophe where a spreadsheet would run it. */
    public static String guard(String cell) {
        if (cell.isEmpty()) {
            return cell;
        }
        return switch (cell.charAt(0)) {
            case '=', '@', '\t', '\r' -> "'" + cell;
            case '+', '-' -> isNumber(cell) ? cell : "'" + cell;
            default -> cell;
        };
    }

    // a number or a telephone number: behind the sign digits, blanks, dots, hyphens and parentheses only
    private static boolean isNumber(String cell) {
        boolean digits = false;
        for (int i = 1; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = true;
            } else if (" .-()".indexOf(c) < 0) {
                return false;
            }
        }
        return digits;
    }

    private static void quote(String cell, StringBuilder record) {
        boolean plain = true;
        for (int i = 0; plain && i < cell.length(); i++) {
            char c = cell.charAt(i);
            plain = c != ',' && c != '"' && c != '\r' && c != '\n';
        }
        if (plain) {
            record.append(cell);
        } else {
            record.append('"').append(cell.replace("\"", "\"\"")).append('"');
        }
    }
}
