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
 * Reads comma-separated text as RFC 4180 has it, tolerating any line end, with the line of each record. The library would
 * stop at the first misplaced quote; here it reads on, so that every wrong record is named.
 */
final class Csv {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setLenientEof(true)
            .setTrailingData(true)
            .get();

    /** A cell that is quoted whole. A well-written record has no quote outside these. */
    private static final Pattern QUOTED_CELL =
            Pattern.compile("(?:^|(?<=[,\\r\\n]))\"(?:[^\"]++|\"\")*+\"(?=[,\\r\\n]|$)");

    /**
     * A record.
     *
     * @param line where it starts, counted from 1
     */
    record Row(int line, List<String> cells) {}

    private Csv() {}

    /** The records and what is wrong with the quotes; blank lines are left out. Never throws. */
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
            throw new UncheckedIOException("a text in memory can always be read", impossible);
        }
        return new ListFile<>(rows, problems);
    }
}
