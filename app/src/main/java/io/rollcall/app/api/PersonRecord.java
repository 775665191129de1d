package io.rollcall.app.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A roster's record as the page may show it. Without names only these fields remain: a field that is added to the record later is
 * hidden until it is listed here. Stateless and thread-safe.
 */
final class PersonRecord {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Set<String> NOT_PERSONAL = Set.of(
            "userId",
            "unionId",
            "departments",
            "departmentOrder",
            "active",
            "admin",
            "boss",
            "leader",
            "enterpriseAccount",
            "lookup",
            "account");

    private static final Set<String> NOT_PERSONAL_OF_ACCOUNT =
            Set.of("departmentName", "departmentCodes", "type", "updatedAt");

    private PersonRecord() {}

    /** @param record as JSON; null for none */
    static JsonNode of(@Nullable String record, boolean names) {
        JsonNode read = read(record);
        if (names || !(read instanceof ObjectNode fields)) {
            return read;
        }
        fields.retain(NOT_PERSONAL);
        if (fields.get("account") instanceof ObjectNode account) {
            account.retain(NOT_PERSONAL_OF_ACCOUNT);
        }
        return fields;
    }

    private static JsonNode read(@Nullable String record) {
        try {
            return record == null ? JsonNodeFactory.instance.objectNode() : JSON.readTree(record);
        } catch (JsonProcessingException damaged) {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
