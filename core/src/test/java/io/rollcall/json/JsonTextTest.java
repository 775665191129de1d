package io.rollcall.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    /** Data binding is the other opinion on what the text is. */
    @Test
    void of_whenObjectIsToBeSent_isAsDataBindingWritesIt() {
        ObjectNode body = Json.object()
                .put("text", "张 \"敏\"\\ \u0000\n/\u2028 \ud83d\ude00")
                .put("short", 7)
                .put("long", Long.MIN_VALUE)
                .put("flag", false)
                .put("none", (String) null)
                .put("", "");
        body.putArray("empty");
        body.putObject("nothing");
        body.putArray("list").add("a").add(1L).addObject().put("id", "u1");

        assertThat(JsonText.of(body)).isEqualTo(body.toString());
    }

    @Test
    void written_isWithoutSpaces() {
        String text = JsonText.written(out -> {
            out.writeStartArray();
            out.writeStartObject();
            out.writeStringField("id", "a");
            out.writeEndObject();
            out.writeNumber(1);
            out.writeEndArray();
        });

        assertThat(text).isEqualTo("[{\"id\":\"a\"},1]");
    }
}
