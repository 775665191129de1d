package io.rollcall.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the API share: it is asked over HTTP, with the flows and the vendors of the sandbox. */
@Tag("slow")
abstract class ApiTest {
    @TempDir
    Path root;

    static JsonNode find(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(one -> one.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + field + " " + value + " in " + list));
    }

    static JsonNode flow(JsonNode flows, String name) {
        return find(flows.get("flows"), "flow", name);
    }

    static boolean hasRun(JsonNode flows, String... names) {
        return List.of(names).stream().allMatch(name -> flow(flows, name).has("last"));
    }
}
