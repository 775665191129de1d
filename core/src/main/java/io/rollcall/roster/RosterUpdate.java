package io.rollcall.roster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rollcall.report.CsvRecord;
import io.rollcall.roster.RosterConfig.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a roster's file up to date: a record that is different takes the place of the person's old one, a record of a person who is
 * not in the roster is left out, and new ones come at the end. All others stay as they are, in their order. For one pass; not thread-safe.
 */
public final class RosterUpdate {
    private static final int LONGEST_RECORD = 16 * 1024 * 1024;

    private final Format format;
    private final boolean forExcel;
    private final Map<String, byte @Nullable []> records;
    private final Map<String, String> ids;
    private final Set<String> written = new HashSet<>();

    /**
     * @param records lines of NDJSON by userId; null for a person who is not in the roster
     * @param ids userIds by unionId, of people whose userId may be another than in the file
     */
    RosterUpdate(Format format, boolean forExcel, Map<String, byte @Nullable []> records, Map<String, String> ids) {
        this.format = format;
        this.forExcel = forExcel;
        this.records = records;
        this.ids = ids;
    }

    /**
     * Copies the file with the changes.
     *
     * @return false if the file is not in the form in which Rollcall writes it; what was written must not be used then
     */
    public boolean copy(InputStream in, OutputStream out) throws IOException {
        boolean first = true;
        for (byte[] record = next(in); record.length > 0; record = next(in)) {
            if (record.length > LONGEST_RECORD) {
                return false;
            }
            if (first && format == Format.CSV) {
                if (!isHead(record)) {
                    return false;
                }
                out.write(record);
            } else {
                String[] person = format == Format.CSV ? csv(record) : ndjson(record);
                if (person == null) {
                    return false;
                }
                copy(person[0], person[1], record, out);
            }
            first = false;
        }
        for (Map.Entry<String, byte @Nullable []> one : records.entrySet()) {
            write(one.getKey(), out);
        }
        return !first || format == Format.NDJSON;
    }

    private void copy(String userId, @Nullable String unionId, byte[] record, OutputStream out) throws IOException {
        String own = records.containsKey(userId) || !userId.startsWith("'") ? userId : userId.substring(1);
        String present = unionId == null ? null : ids.get(unionId);
        if (present != null) {
            // also of a person with a new userId
            write(present, out);
        } else if (records.containsKey(own)) {
            write(own, out);
        } else {
            out.write(record);
        }
    }

    private void write(String userId, OutputStream out) throws IOException {
        byte[] line = records.get(userId);
        if (line == null || !written.add(userId)) {
            return;
        }
        if (format == Format.CSV) {
            RosterCsv.writeRecord(line, forExcel, out);
        } else {
            RosterJson.mapper().writeValue(out, RosterJson.mapper().readTree(line));
            out.write('\n');
        }
    }

    /** The next record with its end; empty at the end of the file. An end within quotes of CSV belongs to the record. */
    private byte[] next(InputStream in) throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream(1024);
        boolean quoted = false;
        for (int b = in.read(); b >= 0; b = in.read()) {
            record.write(b);
            quoted ^= b == '"' && format == Format.CSV;
            if ((b == '\n' && !quoted) || record.size() > LONGEST_RECORD) {
                break;
            }
        }
        return record.toByteArray();
    }

    private static boolean isHead(byte[] record) {
        byte[] head = (CsvRecord.BYTE_ORDER_MARK + CsvRecord.head(RosterCsv.COLUMNS)).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(record, head);
    }

    /** The userId and the unionId of a line; null if it is none. */
    private static @Nullable String @Nullable [] ndjson(byte[] line) throws IOException {
        try (JsonParser from = RosterJson.FACTORY.createParser(line)) {
            if (from.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            String userId = null;
            String unionId = null;
            // these two come first
            for (int field = 0; field < 2 && from.nextToken() == JsonToken.FIELD_NAME; field++) {
                String name = from.currentName();
                String value = from.nextTextValue();
                if (name.equals("userId")) {
                    userId = value;
                } else if (name.equals("unionId")) {
                    unionId = value;
                } else {
                    break;
                }
            }
            return userId == null || line[line.length - 1] != '\n' ? null : new @Nullable String[] {userId, unionId};
        } catch (com.fasterxml.jackson.core.JsonProcessingException edited) {
            return null;
        }
    }

    /** The first two cells of a record; null if it has fewer. */
    private static @Nullable String @Nullable [] csv(byte[] record) {
        String text = new String(record, StandardCharsets.UTF_8);
        @Nullable String[] cells = new @Nullable String[2];
        int at = 0;
        for (int cell = 0; cell < 2; cell++) {
            StringBuilder value = new StringBuilder();
            boolean quoted = false;
            for (; at < text.length() && (quoted || text.charAt(at) != ','); at++) {
                char c = text.charAt(at);
                if (c != '"') {
                    value.append(c);
                } else if (quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    value.append(c);
                    at++;
                } else {
                    quoted = !quoted;
                }
            }
            if (at == text.length()) {
                return null;
            }
            at++;
            cells[cell] = plain(value.toString());
        }
        return cells[0] == null ? null : cells;
    }

    // as RosterCsv wrote the cell: as it is, or as ="…"
    private static @Nullable String plain(String cell) {
        String plain = cell.startsWith("=\"") && cell.endsWith("\"") && cell.length() > 2
                ? cell.substring(2, cell.length() - 1)
                : cell;
        return plain.isEmpty() ? null : plain;
    }
}
