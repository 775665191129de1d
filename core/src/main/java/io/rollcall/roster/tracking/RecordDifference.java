package io.rollcall.roster.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The fields of two records of one person that are different, by their names. Pure. */
final class RecordDifference {
    static final String DEPARTMENTS = "departments";
    static final String NAME = "name";
    static final String LOOKUP = "lookup";
    static final String ACCOUNT = "account";

    private RecordDifference() {}

    /**
     * The names, in the order of the record; those of an account as {@code account.email}, or {@code account} if one of the records
     * has none. Not the departments, which are compared on their own.
     */
    static List<String> of(ObjectNode before, ObjectNode now) {
        List<String> different = new ArrayList<>();
        for (String field : names(before, now)) {
            JsonNode old = before.get(field);
            JsonNode value = now.get(field);
            if (field.equals(DEPARTMENTS) || Objects.equals(old, value)) {
                continue;
            }
            if (field.equals(ACCOUNT) && old instanceof ObjectNode was && value instanceof ObjectNode is) {
                of(was, is).forEach(inner -> different.add(ACCOUNT + "." + inner));
            } else {
                different.add(field);
            }
        }
        return different;
    }

    private static Set<String> names(ObjectNode before, ObjectNode now) {
        Set<String> names = new LinkedHashSet<>();
        now.fieldNames().forEachRemaining(names::add);
        before.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
