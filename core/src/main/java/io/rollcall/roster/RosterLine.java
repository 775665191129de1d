package io.rollcall.roster;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rollcall.model.DepartmentId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A record as one line of NDJSON: UTF-8, fields in a fixed order, what is absent or empty left out, times in UTC with
 * milliseconds, whole numbers exact. Pure and thread-safe.
 */
public final class RosterLine {
    private RosterLine() {}

    /** Writes the record's line, its line end included; the stream stays open. */
    public static void write(RosterEntry entry, OutputStream out) throws IOException {
        RosterJson.WRITER.writeValue(out, entry);
        out.write('\n');
    }

    /** The line with what became known later: byte for byte as if it had been known when it was written. */
    static byte[] amended(byte[] line, LateUpdates.Amendment amendment) throws IOException {
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
