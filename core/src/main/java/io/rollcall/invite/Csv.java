package io.rollcall.invite;

import io.rollcall.setting.LineProblem;
import io.rollcall.setting.ListFile;
import io.rollcall.setting.TextFiles;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV as in RFC 4180, with any line end, and the line number of each record. Reads on after a misplaced quote, so
 * that each malformed record is reported. Stateless and thread-safe.
 */
final class Csv {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setLenientEof(true)
            .setTrailingData(true)
            .get();

    /** A quoted cell. A well-formed record has no quote outside of these. */
    private static final Pattern QUOTED_CELL =
            Pattern.compile("(?:^|(?<=[,\\r\\n]))\"(?:[^\"]++|\"\")*+\"(?=[,\\r\\n]|$)");

    /**
     * A record.
     *
     * @param line where it starts, counted from 1
     */
    record Row(int line, List<String> cells) {}

    private Csv() {}

    /** The records and the problems with quotes; blank lines are ignored. Never throws. */
    static ListFile<Row> parse(String text) {
        String csv = TextFiles.withoutByteOrderMark(text);
        List<Row> rows = new ArrayList<>();
        List<LineProblem> problems = new ArrayList<>();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(csv))
                .setFormat(FORMAT)
                .get()) {
            int line = 1;
            Iterator<CSVRecord> records = parser.iterator();
            CSVRecord record = records.hasNext() ? records.next() : null;
            while (record != null) {
                int nextLine = (int) parser.getCurrentLineNumber() + 1;
                CSVRecord next = records.hasNext() ? records.next() : null;
                int end = next == null ? csv.length() : (int) next.getCharacterPosition();
                String written = csv.substring((int) record.getCharacterPosition(), end);
                if (QUOTED_CELL.matcher(written).replaceAll("").indexOf('"') >= 0) {
                    problems.add(new LineProblem(
                            line, "has a quote in the wrong place; quote the whole cell and double the quotes inside"));
                } else if (record.size() > 1 || !record.get(0).isBlank()) {
                    rows.add(new Row(line, List.copyOf(record.toList())));
                }
                record = next;
                line = nextLine;
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("cannot read a string", impossible);
        }
        return new ListFile<>(rows, problems);
    }
}
