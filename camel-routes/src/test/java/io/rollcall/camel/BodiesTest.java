package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.MeetingId;
import io.rollcall.sandbox.Company;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of hosts: what fits is read exactly, and for what does not fit no request is sent (H4). */
@Tag("slow")
class BodiesTest extends RollcallTestSupport {
    private Exchange send(String uri, Object body) {
        return context.createProducerTemplate()
                .request(uri, exchange -> exchange.getMessage().setBody(body));
    }

    private static GenericFile<File> genericFile(Path file) {
        GenericFile<File> generic = new GenericFile<>();
        generic.setFile(file.toFile());
        generic.setBody(file.toFile());
        return generic;
    }

    /** Everything that Camel would convert to text. */
    private List<Object> odd() throws Exception {
        Path file = Files.writeString(folder.resolve("user.txt"), "UN-lisi");
        return new ArrayList<>(Arrays.asList(
                null,
                file,
                file.toFile(),
                genericFile(file),
                Optional.of("UN-lisi"),
                Optional.empty(),
                new Object(),
                1.5,
                7,
                7L,
                true,
                'U',
                new int[] {1},
                new String[] {"UN-lisi"},
                List.of(List.of("UN-lisi")),
                Map.of("user", "UN-lisi"),
                new StringBuilder(),
                "",
                " ",
                new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ongoing-meetings", "members", "set-co-hosts", "invite", "user-details"})
    void body_whenItDoesNotFit_isRefusedBeforeAnythingIsSent(String operation) throws Exception {
        play(Company.builtIn());
        start();

        for (Object body : odd()) {
            Exchange refused = send("rollcall:" + operation, body);
            assertThat(refused.getException())
                    .as("%s", body == null ? null : body.getClass())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("UN-lisi");
            assertThat(refused.getMessage().getBody()).as("the body stays").isSameAs(body);
        }
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void collections_areNoUser() throws Exception {
        play(Company.builtIn());
        start();

        for (Object body : List.of(List.of("UN-lisi"), Set.of("UN-lisi"), Map.of(), new MeetingId("UN-lisi"))) {
            assertThat(send("rollcall:ongoing-meetings", body).getException())
                    .hasMessage("The body must be a UserId or its text, and it is a "
                            + body.getClass().getName() + ". Convert it in a step before; nothing was sent.");
        }
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void ids_whenTheirItemsAreNoText_areRefused() throws Exception {
        play(Company.builtIn());
        start();

        for (Object item : List.of(7L, 1.5, Optional.of("a"), folder.toFile(), List.of("a"))) {
            assertThat(send("rollcall:user-details", List.of("a", item)).getException())
                    .as("%s", item.getClass())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(send("rollcall:user-details", Arrays.asList("a", null)).getException())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void text_inEveryForm_isTrimmed() throws Exception {
        play(Company.builtIn());
        start();
        byte[] bytes = "UN-lisi\n".getBytes(StandardCharsets.UTF_8);

        for (Object body : List.of(
                "UN-lisi\n",
                " UN-lisi\r\n",
                new StringBuilder("\u00A0UN-lisi\u200B"),
                bytes,
                new ByteArrayInputStream(bytes),
                new InputStreamCache(bytes))) {
            assertThat(send("rollcall:ongoing-meetings", body).getMessage().getBody(List.class))
                    .hasSize(2);
        }
        assertThat(send("rollcall:members", "board-meeting\n").getMessage().getBody(List.class))
                .isNotEmpty();
        assertThat(send("rollcall:organization-meetings", "not read")
                        .getMessage()
                        .getBody(List.class))
                .hasSize(3);
    }

    @Test
    void result_replacesTheBodyOnly() throws Exception {
        play(Company.builtIn());
        start("rollcall.flow.board.type=cohost", "rollcall.flow.board.users=UN-lisi");
        Map<String, Object> mine = Map.of("mine", "1", "CamelMine", 2);

        for (String uri : List.of("ongoing-meetings", "run?flow=board", "organization-meetings")) {
            Exchange answer = context.createProducerTemplate().request("rollcall:" + uri, exchange -> {
                exchange.getMessage().setHeaders(new HashMap<>(mine));
                exchange.getMessage().setBody("UN-lisi");
            });
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeaders()).isEqualTo(mine);
            assertThat(answer.getMessage().getBody()).isNotEqualTo("UN-lisi");
        }
    }

    private static String timeless(String json) {
        return json.replaceAll("\"stayedSeconds\":\\d+", "");
    }

    @Test
    void json_ofAResult_isDocumented() throws Exception {
        play(Company.builtIn());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:marshal").to("rollcall:ongoing-meetings").marshal().json();
                from("direct:convert").to("rollcall:ongoing-meetings").convertBodyTo(String.class);
            }
        });
        start();

        String marshalled = send("direct:marshal", "UN-lisi").getMessage().getBody(String.class);

        assertThat(marshalled).startsWith("[{\"meeting\":\"board-meeting\"").contains("\"user\":\"UN-lisi\"");
        assertThat(timeless(send("direct:convert", "UN-lisi").getMessage().getBody(String.class)))
                .isEqualTo(timeless(marshalled));
    }
}
