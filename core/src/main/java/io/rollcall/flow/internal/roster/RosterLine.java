package io.rollcall.flow.internal.roster;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rollcall.model.Account;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.UserId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record as one line of NDJSON: UTF-8, fields in a fixed order, what is absent or empty left out, times in UTC with
 * milliseconds, whole numbers exact. Pure and thread-safe.
 */
public final class RosterLine {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final Instant FIRST_PLAIN = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END_OF_PLAIN = Instant.parse("+10000-01-01T00:00:00Z");
    private static final char REPLACEMENT = '\uFFFD';

    private RosterLine() {}

    /** Writes the record's line, its line end included; the stream stays open. */
    public static void write(RosterEntry entry, OutputStream out) throws IOException {
        try (JsonGenerator json = RosterJson.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            person(json, entry.person(), entry.departments());
            LookupStatus lookup = entry.lookup();
            if (lookup != null) {
                json.writeStringField("lookup", lookup.word());
            }
            Account account = entry.account();
            if (account != null) {
                json.writeObjectFieldStart("account");
                account(json, account);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void person(JsonGenerator json, Person person, List<DepartmentId> departments) throws IOException {
        text(json, "userId", person.id().value());
        UserId unionId = person.unionId();
        text(json, "unionId", unionId == null ? null : unionId.value());
        text(json, "name", person.name());
        json.writeArrayFieldStart("departments");
        for (DepartmentId department : departments) {
            json.writeNumber(department.value());
        }
        json.writeEndArray();
        text(json, "title", person.title());
        text(json, "jobNumber", person.jobNumber());
        text(json, "email", person.email());
        text(json, "orgEmail", person.orgEmail());
        text(json, "stateCode", person.stateCode());
        text(json, "mobile", person.mobile());
        flag(json, "hideMobile", person.hideMobile());
        text(json, "telephone", person.telephone());
        text(json, "workPlace", person.workPlace());
        text(json, "remark", person.remark());
        text(json, "avatar", person.avatar());
        Long order = person.departmentOrder();
        if (order != null) {
            json.writeNumberField("departmentOrder", order);
        }
        extension(json, person.extension());
        time(json, "hiredAt", person.hiredAt());
        flag(json, "active", person.active());
        flag(json, "admin", person.admin());
        flag(json, "boss", person.boss());
        flag(json, "leader", person.leader());
        flag(json, "enterpriseAccount", person.enterpriseAccount());
    }

    private static void account(JsonGenerator json, Account account) throws IOException {
        text(json, "id", account.id() == null ? null : account.id().value());
        text(json, "account", account.account());
        text(json, "name", account.name());
        text(json, "englishName", account.englishName());
        text(json, "email", account.email());
        text(json, "phone", account.phone());
        text(json, "departmentName", account.departmentName());
        if (!account.departmentCodes().isEmpty()) {
            json.writeArrayFieldStart("departmentCodes");
            for (String code : account.departmentCodes()) {
                json.writeString(expressible(code));
            }
            json.writeEndArray();
        }
        text(json, "sipNumber", account.sipNumber());
        text(json, "personalMeetingId", account.personalMeetingId());
        text(json, "type", account.type());
        text(json, "title", account.title());
        text(json, "description", account.description());
        text(json, "signature", account.signature());
        flag(json, "hidePhone", account.hidePhone());
        time(json, "updatedAt", account.updatedAt());
    }

    private static void extension(JsonGenerator json, Map<String, String> extension) throws IOException {
        boolean open = false;
        for (Map.Entry<String, String> attribute : extension.entrySet()) {
            if (!attribute.getValue().isEmpty()) {
                if (!open) {
                    json.writeObjectFieldStart("extension");
                    open = true;
                }
                text(json, expressible(attribute.getKey()), attribute.getValue());
            }
        }
        if (open) {
            json.writeEndObject();
        }
    }

    private static void text(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeStringField(field, expressible(value));
        }
    }

    private static void flag(JsonGenerator json, String field, @Nullable Boolean value) throws IOException {
        if (value != null) {
            json.writeBooleanField(field, value);
        }
    }

    private static void time(JsonGenerator json, String field, @Nullable Instant value) throws IOException {
        if (value != null) {
            json.writeStringField(field, text(value));
        }
    }

    // two for each of a million people: the formatter is needed for years that take a sign only
    private static String text(Instant time) {
        if (time.isBefore(FIRST_PLAIN) || !time.isBefore(END_OF_PLAIN)) {
            return TIME.format(time);
        }
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
        digits(text, 4, utc.getYear());
        digits(text, 7, utc.getMonthValue());
        digits(text, 10, utc.getDayOfMonth());
        digits(text, 13, utc.getHour());
        digits(text, 16, utc.getMinute());
        digits(text, 19, utc.getSecond());
        digits(text, 23, time.getNano() / 1_000_000);
        return new String(text);
    }

    private static void digits(char[] text, int end, int number) {
        int at = end;
        for (int rest = number; rest > 0; rest /= 10) {
            text[--at] = (char) ('0' + rest % 10);
        }
    }

    // half a surrogate pair, which JSON escapes can bring in, cannot be written as UTF-8
    private static String expressible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutHalves(text);
            }
        }
        return text;
    }

    private static String withoutHalves(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(c -> whole.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? REPLACEMENT : c));
        return whole.toString();
    }

    /** The line with what became known later: byte for byte as if it had been known when it was written. */
    static byte[] amended(byte[] line, Amendments.Amendment amendment) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + 64);
        try (JsonParser from = RosterJson.FACTORY.createParser(line);
                JsonGenerator json = RosterJson.FACTORY.createGenerator(out)) {
            from.nextToken();
            json.writeStartObject();
            while (from.nextToken() == JsonToken.FIELD_NAME) {
                String field = from.currentName();
                from.nextToken();
                if (field.equals("departments")) {
                    departments(json, from, amendment.departments());
                } else if (amendment.strip() && (field.equals("lookup") || field.equals("account"))) {
                    from.skipChildren();
                } else {
                    json.writeFieldName(field);
                    json.copyCurrentStructure(from);
                }
            }
            if (amendment.strip()) {
                json.writeStringField("lookup", LookupStatus.UNATTRIBUTED.word());
            }
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void departments(JsonGenerator json, JsonParser from, Set<DepartmentId> more) throws IOException {
        Set<Long> all = new LinkedHashSet<>();
        while (from.nextToken() != JsonToken.END_ARRAY) {
            all.add(from.getLongValue());
        }
        more.forEach(department -> all.add(department.value()));
        json.writeArrayFieldStart("departments");
        for (long department : all) {
            json.writeNumber(department);
        }
        json.writeEndArray();
    }
}
