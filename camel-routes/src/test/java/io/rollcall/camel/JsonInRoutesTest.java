package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.TypeConverter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The documented JSON by Camel's own means, without anything of Rollcall in the route (H10). */
@Tag("slow")
class JsonInRoutesTest {
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:marshal").marshal().json();
                from("direct:convert").convertBodyTo(String.class);
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void marshalAndConvert_giveTheDocumentedJson() {
        ProducerTemplate producer = camel.createProducerTemplate();
        for (Object value : RollcallJsonTest.documented()) {
            if (value instanceof MeetingId) {
                continue;
            }
            for (Object body : List.of(value, List.of(value, value))) {
                String json = RollcallJson.write(body);
                assertThat(producer.requestBody("direct:marshal", body, String.class))
                        .isEqualTo(json);
                assertThat(producer.requestBody("direct:convert", body)).isEqualTo(json);
            }
        }
    }

    @Test
    void convert_toBytesAndStreams_isTheSame() throws Exception {
        Object value = RollcallJsonTest.documented().get(0);
        TypeConverter converter = camel.getTypeConverter();

        assertThat(converter.convertTo(byte[].class, value))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(RollcallJson.write(value));
        assertThat(converter.convertTo(InputStream.class, value)).hasContent(RollcallJson.write(value));
    }

    @Test
    void convert_whenAnotherListWasConvertedBefore_isTheSame() {
        TypeConverter converter = camel.getTypeConverter();
        Object value = RollcallJsonTest.documented().get(0);
        assertThat(converter.convertTo(String.class, new ArrayList<>(List.of("a"))))
                .isEqualTo("[a]");

        assertThat(converter.convertTo(String.class, new ArrayList<>(List.of(value))))
                .isEqualTo(RollcallJson.write(List.of(value)));
    }

    @Test
    void convert_whenNotDocumented_isLeftToCamel() {
        TypeConverter converter = camel.getTypeConverter();

        assertThat(converter.convertTo(String.class, new UserId("UN1"))).isEqualTo("UN1");
        assertThat(converter.convertTo(String.class, List.of("a", 1))).isEqualTo("[a, 1]");
        assertThat(converter.convertTo(String.class, Map.of("a", 1))).isEqualTo("{a=1}");
        assertThat(converter.convertTo(String.class, List.of())).isEqualTo("[]");
    }
}
