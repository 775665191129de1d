package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.model.AccountId;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserId;
import io.rollcall.report.CsvCell;
import io.rollcall.roster.RosterConfig.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RosterRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static byte[] line(RosterEntry entry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RosterLine.write(List.of(entry), out);
        return out.toByteArray();
    }

    private static List<DepartmentId> departments(long... ids) {
        List<DepartmentId> departments = new ArrayList<>();
        for (long id : ids) {
            departments.add(new DepartmentId(id));
        }
        return departments;
    }

    private static RosterEntry whole() {
        Map<String, String> extension = new LinkedHashMap<>();
        extension.put("Hobby", "Travel");
        extension.put("Age", "24");
        Person person = new Person(
                new PersonId("zhangsan"),
                new UserId("z21"),
                "John",
                departments(2, 3, 4),
                "Technical Director",
                "4",
                "test@xxx.com",
                "test@xxx.com",
                "86",
                "13800138000",
                false,
                "010-86123456-2345",
                "Future Park",
                "Remark",
                "xxx",
                176284537162738512L,
                extension,
                Instant.ofEpochMilli(1597573616828L),
                true,
                true,
                true,
                true,
                false,
                null);
        UserAccount account = new UserAccount(
                new AccountId("8a8"),
                "acc",
                "n",
                "e",
                "m",
                "177****0476",
                "d",
                List.of("1"),
                "+99111",
                "9999",
                "NORMAL_USER",
                "t",
                "desc",
                "sig",
                false,
                true,
                Instant.ofEpochMilli(1554355217000L));
        return new RosterEntry(person, person.departments(), LookupStatus.FOUND, account);
    }

    @Test
    void write_whenEverythingIsKnown_isTheRecordOfTheInterface() throws IOException {
        assertThat(new String(line(whole()), StandardCharsets.UTF_8))
                .isEqualTo("{\"userId\":\"zhangsan\",\"unionId\":\"z21\",\"name\":\"John\",\"departments\":[2,3,4],"
                        + "\"title\":\"Technical Director\",\"jobNumber\":\"4\",\"email\":\"test@xxx.com\","
                        + "\"orgEmail\":\"test@xxx.com\",\"stateCode\":\"86\",\"mobile\":\"13800138000\","
                        + "\"hideMobile\":false,\"telephone\":\"010-86123456-2345\",\"workPlace\":\"Future Park\","
                        + "\"remark\":\"Remark\",\"avatar\":\"xxx\",\"departmentOrder\":176284537162738512,"
                        + "\"extension\":{\"Hobby\":\"Travel\",\"Age\":\"24\"},"
                        + "\"hiredAt\":\"2020-08-16T10:26:56.828Z\",\"active\":true,\"admin\":true,\"boss\":true,"
                        + "\"leader\":true,\"enterpriseAccount\":false,\"lookup\":\"found\","
                        + "\"account\":{\"id\":\"8a8\",\"account\":\"acc\",\"name\":\"n\",\"englishName\":\"e\","
                        + "\"email\":\"m\",\"phone\":\"177****0476\",\"departmentName\":\"d\","
                        + "\"departmentCodes\":[\"1\"],\"sipNumber\":\"+99111\",\"personalMeetingId\":\"9999\","
                        + "\"type\":\"NORMAL_USER\",\"title\":\"t\",\"description\":\"desc\",\"signature\":\"sig\","
                        + "\"hidePhone\":false,\"updatedAt\":\"2019-04-04T05:20:17.000Z\"}}\n");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                1597573616828L,
                951782400000L,
                -62167219200000L,
                -62167219200001L,
                253402300799999L,
                253402300800000L
            })
    void write_whenTimeIsKnown_writesItInUtcWithMilliseconds(long millis) throws IOException {
        Person person = whole().person();
        UserAccount account = new UserAccount(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.ofEpochMilli(millis));
        byte[] line = line(new RosterEntry(person, person.departments(), LookupStatus.FOUND, account));
        assertThat(JSON.readTree(line).get("account").get("updatedAt").asText())
                .isEqualTo(new DateTimeFormatterBuilder()
                        .appendInstant(3)
                        .toFormatter()
                        .format(Instant.ofEpochMilli(millis)));
    }

    @ParameterizedTest
    @CsvSource({
        "roster.ndjson,roster.incomplete.ndjson",
        "out.d/roster.csv,out.d/roster.incomplete.csv",
        "out.d/roster,out.d/roster.incomplete",
        "a.b.ndjson,a.b.incomplete.ndjson"
    })
    void incompleteName_whenAsked_standsBesideTheTarget(String target, String incomplete) {
        assertThat(RosterRenderer.incompleteName(target)).isEqualTo(incomplete);
    }

    // hosts write the same records with Jackson
    @Property
    void lineIsWhatJacksonWrites(@ForAll long seed) throws IOException {
        RosterEntry entry = any(new Random(seed));
        assertThat(new String(line(entry), StandardCharsets.UTF_8))
                .isEqualTo(new String(RosterJson.mapper().writeValueAsBytes(entry), StandardCharsets.UTF_8) + "\n");
    }

    @Property
    void csvReadBackByALibraryEqualsTheLine(@ForAll long seed) throws IOException {
        byte[] line = line(any(new Random(seed)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RosterCsv.writeHead(out);
        RosterCsv.writeRecord(line, false, out);
        String csv = out.toString(StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\uFEFFuserId,").endsWith("\r\n");

        CSVRecord record = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .get()
                .parse(new StringReader(csv.substring(1)))
                .getRecords()
                .get(0);
        Map<String, String> expected = new LinkedHashMap<>();
        RosterCsv.COLUMNS.forEach(column -> expected.put(column, ""));
        JsonNode root = JSON.readTree(line);
        root.properties().forEach(field -> {
            if (field.getKey().equals("account")) {
                field.getValue().properties().forEach(f -> expected.put("account." + f.getKey(), cell(f.getValue())));
            } else {
                expected.put(field.getKey(), cell(field.getValue()));
            }
        });
        assertThat(record.toMap()).isEqualTo(expected);
    }

    private static String cell(JsonNode value) {
        if (value.isArray()) {
            StringJoiner list = new StringJoiner(";");
            value.forEach(item -> list.add(item.asText()));
            return guarded(list.toString());
        }
        return guarded(value.isObject() ? value.toString() : value.asText());
    }

    private static String guarded(String text) {
        return CsvCell.guard(text);
    }

    @Property
    void amendedLineIsTheLineOfTheAmendedEntry(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        RosterEntry entry = any(random);
        boolean strip = random.nextBoolean();
        WalkOrder ranks = new WalkOrder();
        LateUpdates amendments = new LateUpdates(ranks);
        List<DepartmentId> all = new ArrayList<>(entry.departments());
        for (int i = 0; i < 5; i++) {
            DepartmentId more = new DepartmentId(1 + random.nextInt(10));
            int rank = ranks.add(more);
            amendments.addDepartment(random.nextInt(4), ranks.add(new DepartmentId(77)));
            amendments.addDepartment(9, rank);
            if (!all.contains(more)) {
                all.add(more);
            }
        }
        if (strip) {
            amendments.markAmbiguous(9);
        }
        RosterEntry amended = new RosterEntry(
                entry.person(),
                all,
                strip ? LookupStatus.UNATTRIBUTED : entry.lookup(),
                strip ? null : entry.account());

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RosterRenderer(Format.NDJSON, false, amendments, tenRecords()).writeRecord(9, line(entry), out);
        assertThat(out.toByteArray()).isEqualTo(line(amended));
        out.reset();
        new RosterRenderer(Format.NDJSON, false, amendments, tenRecords()).writeRecord(8, line(entry), out);
        assertThat(out.toByteArray()).isEqualTo(line(entry));
    }

    private static RosterEntry any(Random random) {
        Map<String, String> extension = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            extension.put("k" + i + text(random), text(random) == null ? "" : "v\"," + i);
        }
        extension.values().removeIf(v -> v == null);
        Person person = new Person(
                new PersonId("u" + random.nextInt()),
                null,
                text(random),
                departments(1 + random.nextInt(9)),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                flag(random),
                text(random),
                text(random),
                text(random),
                text(random),
                random.nextBoolean() ? random.nextLong() : null,
                extension,
                random.nextBoolean() ? Instant.ofEpochMilli(random.nextInt() * 1000L) : null,
                flag(random),
                flag(random),
                flag(random),
                flag(random),
                flag(random),
                null);
        UserAccount account = new UserAccount(
                new AccountId("x"),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                List.of("1", "=2"),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                flag(random),
                null,
                null);
        return new RosterEntry(
                person,
                departments(1 + random.nextInt(9), 10 + random.nextInt(9)),
                random.nextInt(5) == 0 ? null : LookupStatus.FOUND,
                random.nextBoolean() ? account : null);
    }

    private static Boolean flag(Random random) {
        return random.nextInt(3) == 0 ? null : random.nextBoolean();
    }

    private static String text(Random random) {
        String[] parts = {
            "a",
            ",",
            "\"",
            "\n",
            "\r\n",
            " ",
            ";",
            "=",
            "+1",
            "-",
            "@",
            "\t",
            "张",
            "😀",
            "\uD83D",
            "\uDE00",
            "'",
            "\u2028",
            "\u0000",
            "长".repeat(300),
            "x".repeat(300)
        };
        int length = random.nextInt(5) - 1;
        if (length < 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private static RecordStates tenRecords() {
        RecordStates records = new RecordStates();
        for (int number = 0; number < 10; number++) {
            records.add(LookupStatus.FOUND);
            records.written(number, LookupStatus.FOUND);
        }
        return records;
    }
}
