package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.sandbox.Company;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the integrators' pages print is what runs; {@code -Ddocs.write=true} writes it anew. */
@Tag("slow")
class PagesTest extends RollcallTestSupport {
    private static final Path PAGES = pages();

    private static Path pages() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("docs/integrators")) ? here : here.getParent();
        return root.resolve("docs/integrators");
    }

    /** Compares the part of a page between two marks. */
    private static void assertPrinted(String page, String block, String printed) throws IOException {
        Path file = PAGES.resolve(page);
        String text = Files.readString(file);
        String begin = "<!-- printed by a test: " + block + " -->\n";
        String end = "<!-- end of " + block + " -->";
        assertThat(text).contains(begin, end);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, text.substring(0, from) + printed + text.substring(to));
        } else {
            assertThat(text.substring(from, to)).isEqualTo(printed);
        }
    }

    @Test
    void flows_areTheRoutesThatThePagePrints() throws Exception {
        play(Company.builtIn());
        start(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-lisi",
                "rollcall.flow.board.schedule=15m",
                "rollcall.flow.duty.type=invite",
                "rollcall.flow.duty.meetings-of=UN-zhangsan",
                "rollcall.flow.duty.invitees=UN-duty:Duty",
                "rollcall.flow.duty.approve=direct:approve",
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=people.ndjson");
        rollcall.schedule(flow("board"));

        String routes = camel
                .getCamelContextExtension()
                .getContextPlugin(PrivateContext.class)
                .context()
                .getRouteDefinitions()
                .stream()
                .map(PagesTest::lines)
                .sorted()
                .collect(Collectors.joining("\n"));

        assertPrinted("flows-as-routes.md", "routes", "```text\n" + routes + "```\n");
    }

    private static String lines(RouteDefinition route) {
        StringBuilder lines = new StringBuilder(
                line("route " + route.getRouteId(), "from " + route.getInput().getUri()));
        for (ProcessorDefinition<?> step : route.getOutputs()) {
            lines.append(line(
                    "  " + step.getId(),
                    step instanceof SendDefinition<?> to ? "to " + to.getUri() : step.getShortName()));
        }
        return lines.toString();
    }

    private static String line(String id, String what) {
        return String.format("%-26s %s%n", id, what);
    }

    @Test
    void options_areThoseThatThePagePrints() throws Exception {
        StringBuilder table = new StringBuilder("| option | operations | meaning |\n|---|---|---|\n");
        descriptor().forEach((name, option) -> {
            List<String> operations = Arrays.stream(RollcallOperation.values())
                    .filter(operation -> operation.options().contains(name))
                    .map(RollcallOperation::path)
                    .toList();
            if (!operations.isEmpty()) {
                table.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(operations.stream()
                                .map(path -> "`" + path + "`")
                                .collect(Collectors.joining(", ")))
                        .append(" | ")
                        .append(option.get("description").asText())
                        .append(" |\n");
            }
        });

        assertPrinted("component.md", "options", table.toString());
    }

    @Test
    void descriptor_whenAnOptionChanges_isGeneratedAnew() throws Exception {
        Map<String, String> declared = new LinkedHashMap<>();
        for (var field : RollcallEndpoint.class.getDeclaredFields()) {
            UriParam option = field.getAnnotation(UriParam.class);
            if (option != null) {
                declared.put(field.getName(), option.description());
            }
        }
        Map<String, String> generated = new LinkedHashMap<>();
        descriptor()
                .forEach((name, option) ->
                        generated.put(name, option.get("description").asText()));

        assertThat(generated)
                .as("generate it with: mvn -o process-classes -pl camel-routes -am")
                .containsAllEntriesOf(declared);
        List<String> operations = Arrays.stream(RollcallOperation.values())
                .map(RollcallOperation::path)
                .toList();
        assertThat(generated.keySet()).contains("operation");
        JsonNode listed = descriptor().get("operation").get("enum");
        assertThat(listed).extracting(JsonNode::asText).containsExactlyElementsOf(operations);
    }

    private static Map<String, JsonNode> descriptor() throws IOException {
        try (InputStream json = Objects.requireNonNull(
                RollcallEndpoint.class.getResourceAsStream("/META-INF/io/rollcall/camel/rollcall.json"))) {
            Map<String, JsonNode> options = new LinkedHashMap<>();
            new ObjectMapper()
                    .readTree(json)
                    .get("properties")
                    .properties()
                    .forEach(option -> options.put(option.getKey(), option.getValue()));
            return options;
        }
    }
}
