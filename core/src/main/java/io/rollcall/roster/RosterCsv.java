package io.rollcall.roster;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rollcall.report.CsvRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A line of NDJSON as a record of CSV: RFC 4180 with CRLF, in UTF-8 with a byte order mark, one column a field in the
 * order of the line's fields, lists joined by semicolons, the company's own attributes as JSON text. Names and the
 * like are data of strangers, so a cell that a spreadsheet would run as a formula gets a leading apostrophe. Pure and
 * thread-safe.
 */
final class RosterCsv {
    static final List<String> COLUMNS = List.of(
            "userId",
            "unionId",
            "name",
            "departments",
            "title",
            "jobNumber",
            "email",
            "orgEmail",
            "stateCode",
            "mobile",
            "hideMobile",
            "telephone",
            "workPlace",
            "remark",
            "avatar",
            "departmentOrder",
            "extension",
            "hiredAt",
            "active",
            "admin",
            "boss",
            "leader",
            "enterpriseAccount",
            "lookup",
            "account.id",
            "account.account",
            "account.name",
            "account.englishName",
            "account.email",
            "account.phone",
            "account.departmentName",
            "account.departmentCodes",
            "account.sipNumber",
            "account.personalMeetingId",
            "account.type",
            "account.title",
            "account.description",
            "account.signature",
            "account.hidePhone",
            "account.updatedAt");

    private static final String ACCOUNT = "account.";
    private static final Map<String, Integer> PLACES = places("");
    private static final Map<String, Integer> ACCOUNT_PLACES = places(ACCOUNT);

    private RosterCsv() {}

    private static Map<String, Integer> places(String prefix) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (COLUMNS.get(i).startsWith(prefix)) {
                places.put(COLUMNS.get(i).substring(prefix.length()), i);
            }
        }
        return places;
    }

    /** Writes the byte order mark and the line of column names. */
    public static void writeHead(OutputStream out) throws IOException {
        out.write((CsvRecord.BYTE_ORDER_MARK + CsvRecord.head(COLUMNS)).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes the record of a line that {@link RosterLine} made.
     *
     * @param forExcel whether cells are protected from spreadsheets that would change them
     */
    static void writeRecord(byte[] line, boolean forExcel, OutputStream out) throws IOException {
        @Nullable String[] cells = new @Nullable String[COLUMNS.size()];
        try (JsonParser from = RosterJson.FACTORY.createParser(line)) {
            from.nextToken();
            fields(from, PLACES, cells);
        }
        String record = forExcel ? CsvRecord.forExcel(cells) : CsvRecord.of(cells);
        out.write(record.getBytes(StandardCharsets.UTF_8));
    }

    private static void fields(JsonParser from, Map<String, Integer> places, @Nullable String[] cells)
            throws IOException {
        while (from.nextToken() == JsonToken.FIELD_NAME) {
            String field = from.currentName();
            JsonToken value = from.nextToken();
            Integer place = places.get(field);
            if (value == JsonToken.START_OBJECT && field.equals("account")) {
                fields(from, ACCOUNT_PLACES, cells);
            } else if (place == null) {
                from.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                cells[place] = object(from);
            } else if (value == JsonToken.START_ARRAY) {
                cells[place] = list(from);
            } else {
                cells[place] = from.getText();
            }
        }
    }

    private static String object(JsonParser from) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = RosterJson.FACTORY.createGenerator(text)) {
            json.copyCurrentStructure(from);
        }
        return text.toString();
    }

    private static String list(JsonParser from) throws IOException {
        StringJoiner list = new StringJoiner(";");
        while (from.nextToken() != JsonToken.END_ARRAY) {
            list.add(from.getText());
        }
        return list.toString();
    }
}
