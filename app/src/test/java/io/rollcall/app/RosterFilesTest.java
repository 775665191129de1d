package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roster as the programs of others read it. */
@Tag("slow")
class RosterFilesTest {
    private static final List<String> COLUMNS = List.of(
            ("userId,unionId,name,departments,title,jobNumber,email,orgEmail,stateCode,mobile,hideMobile,telephone,workPlace,"
                            + "remark,avatar,departmentOrder,extension,hiredAt,active,admin,boss,leader,enterpriseAccount,lookup,"
                            + "account.id,account.account,account.name,account.englishName,account.email,account.phone,"
                            + "account.departmentName,account.departmentCodes,account.sipNumber,account.personalMeetingId,"
                            + "account.type,account.title,account.description,account.signature,account.hidePhone,"
                            + "account.updatedAt")
                    .split(","));

    @TempDir
    Path root;

    @Test
    void once_whenBothFormatsAreWritten_csvReadByALibraryEqualsNdjson() throws Exception {
        try (Rehearsal rehearsal =
                Rehearsal.below(root).and("rollcall.flow.table.type=roster", "rollcall.flow.table.output=people.csv")) {
            Ended ended = rehearsal.inThisJvm("once", "people", "table");
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            List<JsonNode> people = json(rehearsal.read("people.ndjson"));
            String csv = rehearsal.read("people.csv");
            assertThat(csv).startsWith("\uFEFFuserId,").endsWith("\r\n");
            var table = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(new StringReader(csv.substring(1)));
            List<CSVRecord> records = table.getRecords();
            assertThat(table.getHeaderNames()).isEqualTo(COLUMNS);
            assertThat(records).hasSameSizeAs(people).hasSize(8);
            for (int i = 0; i < records.size(); i++) {
                Map<String, String> cells = new LinkedHashMap<>();
                COLUMNS.forEach(column -> cells.put(column, ""));
                flatten("", people.get(i), cells);
                assertThat(records.get(i).toMap()).isEqualTo(cells);
            }
        }
    }

    /** The formulas of this company are known, so that what a spreadsheet would run is listed here, not computed. */
    @Test
    void once_whenNamesAreFormulas_theTableCarriesThemWithAnApostrophe() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal.inThisJvm("once", "people", "--set", "rollcall.flow.people.output=people.csv");
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            assertThat(rehearsal.read("people.csv"))
                    .contains("\"'=HYPERLINK(\"\"http://example.com\"\")\"")
                    .contains(",'+1+1,")
                    .contains(",'-cmd|' /C calc'!A0,")
                    .contains(",'@SUM(A1),")
                    .contains(",+86 (10) 8612-3456,")
                    .contains(",- 5 (0),");
        }
    }

    @Test
    void once_whenTheCompanyHasNotChanged_writesTheSameBytesAndLeavesNothingBeside() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            assertThat(rehearsal.inThisJvm("once", "people").code()).isZero();
            String first = rehearsal.read("people.ndjson");
            assertThat(rehearsal.inThisJvm("once", "people").code()).isZero();
            assertThat(rehearsal.read("people.ndjson")).isEqualTo(first);
            assertThat(rehearsal.files()).isSubsetOf("people.ndjson", "rollcall-data", "rollcall.properties");
        }
    }

    private static void flatten(String prefix, JsonNode object, Map<String, String> cells) {
        object.properties().forEach(field -> {
            if (field.getKey().equals("account") && prefix.isEmpty()) {
                flatten("account.", field.getValue(), cells);
            } else {
                cells.put(prefix + field.getKey(), guarded(text(field.getValue())));
            }
        });
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            StringJoiner list = new StringJoiner(";");
            value.forEach(item -> list.add(item.asText()));
            return list.toString();
        }
        return value.isObject() ? value.toString() : value.asText();
    }

    // the published rule once more, in other words than the program's
    private static String guarded(String cell) {
        boolean formula = cell.matches("(?s)[=@\t\r].*")
                || (cell.matches("(?s)[+-].*") && !cell.matches("[+-](?=.*[0-9])[0-9 .()-]*"));
        return formula ? "'" + cell : cell;
    }
}
