package io.rollcall.roster;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.report.CsvRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private static final List<JsonPointer> FIELDS = COLUMNS.stream()
            .map(column -> JsonPointer.compile("/" + column.replace('.', '/')))
            .toList();

    private RosterCsv() {}

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
        JsonNode fields = RosterJson.mapper().readTree(line);
        @Nullable String[] cells = FIELDS.stream().map(field -> cell(fields.at(field))).toArray(String[]::new);
        String record = forExcel ? CsvRecord.forExcel(cells) : CsvRecord.of(cells);
        out.write(record.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String cell(JsonNode field) {
        if (field.isMissingNode()) {
            return null;
        } else if (field.isArray()) {
            StringJoiner list = new StringJoiner(";");
            field.forEach(item -> list.add(item.asText()));
            return list.toString();
        }
        return field.isObject() ? field.toString() : field.asText();
    }
}
