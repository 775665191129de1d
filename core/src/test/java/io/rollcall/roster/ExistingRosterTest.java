package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.roster.RosterConfig.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An NDJSON roster as Rollcall wrote it, or as a person edited it. */
class ExistingRosterTest {
    private static final List<String> STAY = List.of("u1", "u2");

    private static ExistingRoster read(InputStream in) throws IOException {
        ExistingRoster existing = new ExistingRoster(Format.NDJSON, STAY::indexOf);
        existing.read(in);
        return existing;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userId\":\"u1\",\"name\":\"王\"}\n{\"userId\":\"u2\"}\n{\"userId\":\"u3\",\"remark\":\"}\"}\n",
                "{\"userId\":\"u1\"}\n{\"userId\":\"u2\"}\n{\"userId\":\"u3\"}",
                "{\"userId\":\"u1\"}\r\n{\"userId\":\"u2\"}\r\n\r\n{\"userId\":\"u3\"}\r\n",
                "{\"userId\":\"u1\"}\n{ \"userId\" : \"u2\" }\n{\"name\":\"x\",\"userId\":\"u3\"}\n",
                "{\"userId\":\"u1\"}\n{\"userId\":\"\\u00752\"}\n{\"userId\":\"u3\"}\n{\"userId\":\"u1\"}\n",
                "{\"userId\":\"u1\"}{\"userId\":\"u2\"}\n\n{\n\"userId\":\n\"u3\"}",
                "{\"userId\":\"u1\",\"name\":\"x\"} {\"userId\":\"u2\",\"name\":\"}{\"}\n{\"userId\":\"u3\"}\n",
                "\uFEFF{\"userId\":\"u1\"}\n{\"userId\":\"u2\"}\n{\"userId\":\"u3\"}\n",
            })
    void read_whateverTheFormOfTheLines_countsEachPersonOnce(String file) throws IOException {
        ExistingRoster existing = read(bytes(file));

        assertThat(existing.people()).isEqualTo(3);
        assertThat(existing.lost()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userId\":\"u1\"}\n{\"userId\":\"u3\",\"na",
                "{\"userId\":\"u1\"}\n{\"userId\":\"u3\",\"na\n",
                "{\"userId\":\"u1\"}\n{\"name\":\"x\"}\n",
                "{\"userId\":\"u1\"}\nuserId\n"
            })
    void read_whenItIsNoRosterFromSomeLineOn_refusesItAndCountsThoseBefore(String file) {
        ExistingRoster existing = new ExistingRoster(Format.NDJSON, STAY::indexOf);

        assertThatThrownBy(() -> existing.read(bytes(file))).isInstanceOf(IOException.class);

        assertThat(existing.people()).isEqualTo(1);
    }

    /** Lines across the ends of the buffer, and one that is longer than any of Rollcall's. */
    @Test
    void read_whenThereAreManyLines_countsThemAll() throws IOException {
        String lines = IntStream.range(0, 5_000)
                .mapToObj(i -> "{\"userId\":\"u" + i + "\",\"remark\":\"" + "x".repeat(i % 97) + "\"}\n")
                .collect(Collectors.joining());
        String long1 = "{\"userId\":\"long\",\"remark\":\"" + "y".repeat(3 << 20) + "\"}\n";

        ExistingRoster existing = read(bytes(lines + long1 + "{\"userId\":\"last\"}\n"));

        assertThat(existing.people()).isEqualTo(5_002);
        assertThat(existing.lost()).isEqualTo(5_000);
    }
}
