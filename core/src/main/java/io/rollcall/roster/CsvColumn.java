package io.rollcall.roster;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads one column of a CSV file (RFC 4180, UTF-8, a byte order mark is tolerated) record by record, so that its size
 * does not matter. Stateless and thread-safe.
 */
final class CsvColumn {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    private CsvColumn() {}

    /**
     * Hands over the column's cells, empty ones included; those of a file without a record are none.
     *
     * @throws IOException where the file cannot be read, is no UTF-8, has a record that is too long, or has no such column
     */
    static void read(InputStream in, String column, Consumer<String> cells) throws IOException {
        // this decoder rejects malformed UTF-8 instead of replacing it
        Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        int first = text.read();
        if (first == -1) {
            return;
        } else if (first != '\uFEFF') {
            text.reset();
        }
        LimitedReader limited = new LimitedReader(text);
        try (CSVParser parser =
                CSVParser.builder().setReader(limited).setFormat(FORMAT).get()) {
            Iterator<CSVRecord> records = parser.iterator();
            int index = records.hasNext() ? records.next().toList().indexOf(column) : -1;
            if (index < 0) {
                throw new IOException("there is no column " + column);
            }
            for (limited.read = 0; records.hasNext(); limited.read = 0) {
                CSVRecord record = records.next();
                if (record.isSet(index)) {
                    cells.accept(record.get(index));
                }
            }
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    /** Rejects a record that would exhaust the memory, for example after a quote that is not closed. */
    private static final class LimitedReader extends FilterReader {
        /** Longer than any response of a vendor, and so than any record. */
        private static final int LONGEST_RECORD = 16 * 1024 * 1024;

        private int read;

        LimitedReader(Reader in) {
            super(in);
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            read += Math.max(0, count);
            if (read > LONGEST_RECORD) {
                throw new IOException("a record is too long");
            }
            return count;
        }
    }
}
