package io.rollcall.report;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/** Records of CSV, RFC 4180 with CRLF, whose cells no spreadsheet runs as formulas. Stateless and thread-safe. */
public final class CsvRecord {
    /** A byte order mark, with which a file begins: spreadsheets would not take it for UTF-8 otherwise. */
    public static final String BYTE_ORDER_MARK = "\uFEFF";

    private CsvRecord() {}

    /** A record of words of ours, with its line end. */
    public static String head(List<String> columns) {
        return String.join(",", columns) + "\r\n";
    }

    /** A record with its line end; null is an empty cell. */
    public static String of(@Nullable String... cells) {
        return of(CsvCell::guard, cells);
    }

    /** A record whose cells spreadsheets show as written, with its line end; null is an empty cell. */
    public static String forExcel(@Nullable String... cells) {
        return of(CsvCell::forExcel, cells);
    }

    private static String of(UnaryOperator<String> guard, @Nullable String[] cells) {
        StringBuilder record = new StringBuilder(cells.length * 16);
        try {
            CSVFormat.RFC4180.printRecord(
                    record,
                    Arrays.stream(cells)
                            .map(cell -> cell == null ? null : guard.apply(cell))
                            .toArray());
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory can always be written", impossible);
        }
        return record.toString();
    }
}
