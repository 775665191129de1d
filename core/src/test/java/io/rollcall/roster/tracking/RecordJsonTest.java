package io.rollcall.roster.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

    /** Some fields are read without a mapper, so the whole record is the other opinion. */
    @Test
    void read_ofSomeFields_isAsInTheWholeRecord() {
        byte[] line =
                """
                {"userId":"u\\"1","name":"张敏 \\ud83d\\ude00","departments":[1,-7,9007199254740993],"order":12,\
                "large":1797693134862315700000000,"active":true,"none":null,"extension":{"a":["b",{"c":1.5}]},"empty":[]}
                """
                        .getBytes(StandardCharsets.UTF_8);
        ObjectNode whole = RecordJson.read(line);

        Set<String> all = Set.of(
                "userId", "name", "departments", "order", "large", "active", "none", "extension", "empty", "absent");
        assertThat(RecordJson.read(line, all)).isEqualTo(whole);
        assertThat(RecordJson.read(line, Set.of("departments", "name")))
                .isEqualTo(whole.deepCopy().retain("departments", "name"));
    }
}
