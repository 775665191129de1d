package io.rollcall.roster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A record as one line of NDJSON: UTF-8, fields in a fixed order, what is absent or empty left out, times in UTC with
 * milliseconds, whole numbers exact. Pure and thread-safe.
 */
public final class RosterLine {
    private RosterLine() {}

    /** Writes the records' lines, their line ends included; the stream stays open. */
    public static void write(List<RosterEntry> entries, OutputStream out) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        // one writer for all of them: starting it takes a fifth of the time of a line
        try (EntryJson lines = new EntryJson(out)) {
            for (RosterEntry entry : entries) {
                lines.write(entry);
            }
        }
        out.write('\n');
    }

    /** The line with what became known later: byte for byte as if it had been known when it was written. */
    static byte[] amended(byte[] line, LateUpdates.Amendment amendment) throws IOException {
        ObjectNode record = (ObjectNode) RosterJson.mapper().readTree(line);
        Set<Long> departments = new LinkedHashSet<>();
        record.get("departments").forEach(department -> departments.add(department.longValue()));
        amendment.departments().forEach(department -> departments.add(department.value()));
        ArrayNode all = record.putArray("departments");
        departments.forEach(all::add);
        if (amendment.strip()) {
            record.remove(List.of("lookup", "account"));
            record.put("lookup", LookupStatus.UNATTRIBUTED.word());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + 64);
        RosterJson.mapper().writeValue(out, record);
        out.write('\n');
        return out.toByteArray();
    }
}
