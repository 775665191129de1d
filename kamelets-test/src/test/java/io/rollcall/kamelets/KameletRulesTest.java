package io.rollcall.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the Kamelet catalogue's validator, and of the definition that clusters check, held for our Kamelets. */
class KameletRulesTest {
    private static final Pattern USED = Pattern.compile("\\{\\{\\??([A-Za-z0-9._-]+)(?::[^}]*)?}}");
    private static final Pattern DEPENDENCY =
            Pattern.compile("camel:[a-z0-9-]+|mvn:[^:]+:[^:]+:[^:]+|github:apache/.+");
    private static final String CREDENTIALS = "urn:camel:group:credentials";
    /** Small words that a title may hold in lower case. */
    private static final Set<String> SMALL =
            Set.of("a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to");

    static List<KameletFile> kamelets() {
        return KameletFile.all();
    }

    @Test
    void kamelets_areThoseThatArePromised() {
        assertThat(kamelets())
                .extracting(KameletFile::name)
                .containsExactlyInAnyOrder(
                        "rollcall-ongoing-meetings-action",
                        "rollcall-set-co-hosts-action",
                        "rollcall-invite-action",
                        "rollcall-department-users-action",
                        "rollcall-user-details-action",
                        "rollcall-run-flow-action",
                        "rollcall-cohost-source",
                        "rollcall-roster-source");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void name_isTheFilesAndEndsInTheType(KameletFile kamelet) {
        assertThat(kamelet).hasToString(kamelet.name() + ".kamelet.yaml");
        assertThat(kamelet.type()).isIn("source", "sink", "action");
        assertThat(kamelet.name()).matches("[a-z0-9-]+").endsWith("-" + kamelet.type());
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void annotations_areComplete(KameletFile kamelet) {
        Map<String, Object> annotations = kamelet.annotations();
        assertThat(annotations)
                .containsEntry("camel.apache.org/provider", "Apache Software Foundation")
                .containsEntry("camel.apache.org/catalog.version", "4.18.0")
                .containsEntry("camel.apache.org/kamelet.group", "Rollcall")
                .containsKeys("camel.apache.org/kamelet.namespace", "camel.apache.org/kamelet.support.level");
        String icon = (String) annotations.get("camel.apache.org/kamelet.icon");
        assertThat(icon).startsWith("data:image/svg+xml;base64,");
        assertThat(new String(Base64.getDecoder().decode(icon.substring(icon.indexOf(',') + 1))))
                .startsWith("<svg ")
                .endsWith("</svg>");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void definition_isComplete(KameletFile kamelet) {
        Map<String, Object> definition = kamelet.definition();
        assertThat(definition).containsEntry("type", "object");
        assertThat((String) definition.get("description")).isNotBlank();
        assertThat((String) definition.get("title"))
                .endsWith(kamelet.type().substring(0, 1).toUpperCase(Locale.ROOT)
                        + kamelet.type().substring(1));
        Collection<?> required = (Collection<?>) definition.getOrDefault("required", List.of());
        assertThat(required).doesNotHaveDuplicates();
        assertThat(kamelet.parameters().keySet())
                .containsAll(
                        new ArrayList<>(required).stream().map(String::valueOf).toList());
    }

    @Test
    void titlesAndDescriptions_areEachTheirOwn() {
        assertThat(kamelets())
                .extracting(kamelet -> kamelet.definition().get("title"))
                .doesNotHaveDuplicates();
        assertThat(kamelets())
                .extracting(kamelet -> kamelet.definition().get("description"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void parameters_areComplete(KameletFile kamelet) {
        kamelet.parameters().forEach((name, parameter) -> {
            assertThat(parameter).as(name).containsKeys("title", "description", "type");
            assertThat((String) parameter.get("type")).as(name).isIn("string", "integer", "boolean", "number");
            assertThat((String) parameter.get("description"))
                    .as(name)
                    .isNotBlank()
                    .endsWith(".");
            String title = (String) parameter.get("title");
            assertThat(title)
                    .as(name)
                    .isNotBlank()
                    .doesNotStartWith("The ")
                    .doesNotStartWith("A ")
                    .doesNotStartWith("An ");
            assertThat(Arrays.stream(title.split(" ")).filter(word -> !SMALL.contains(word)))
                    .as(name)
                    .allMatch(word -> Character.isUpperCase(word.charAt(0)));
            Object standard = parameter.get("default");
            if (parameter.get("enum") instanceof List<?> words && standard != null) {
                assertThat(words).as(name).asList().contains(standard);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void secrets_areCredentialsAndNothingElseIs(KameletFile kamelet) {
        kamelet.parameters().forEach((name, parameter) -> {
            List<?> descriptors = (List<?>) parameter.getOrDefault("x-descriptors", List.of());
            boolean secret = name.toLowerCase(Locale.ROOT).matches(".*(secret|key|ticket|password|token)")
                    && !name.equals("lookupKey");
            if (secret) {
                assertThat(parameter)
                        .as(name)
                        .containsEntry("format", "password")
                        .doesNotContainKeys("default", "example");
                assertThat(descriptors).as(name).isEqualTo(List.of(CREDENTIALS));
            } else {
                assertThat(parameter).as(name).doesNotContainKey("format");
                assertThat(descriptors).as(name).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void parameters_areDeclaredAndUsed(KameletFile kamelet) {
        Set<String> declared = new TreeSet<>(kamelet.parameters().keySet());
        for (Object bean : (List<?>) kamelet.template().getOrDefault("beans", List.of())) {
            declared.add((String) KameletFile.map(bean).get("name"));
        }
        Set<String> used = new TreeSet<>();
        Matcher matcher = USED.matcher(kamelet.template().toString());
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        assertThat(used).isEqualTo(declared);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void parameters_whenWithoutDefault_areOptionalWhereTheyAreUsed(KameletFile kamelet) {
        Collection<?> required = (Collection<?>) kamelet.definition().getOrDefault("required", List.of());
        String template = kamelet.template().toString();
        kamelet.parameters().forEach((name, parameter) -> {
            boolean always = parameter.containsKey("default") || required.contains(name);
            assertThat(template).as(name).contains(always ? "{{" + name + "}}" : "{{?" + name + "}}");
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void template_followsTheConventionOfItsType(KameletFile kamelet) {
        String template = kamelet.template().toString();
        assertThat(template).contains(kamelet.type().equals("source") ? "kamelet:sink" : "kamelet:source");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void route_holdsNoSecret(KameletFile kamelet) {
        Matcher matcher = USED.matcher(kamelet.template().get("from").toString());
        List<String> used = new ArrayList<>();
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        assertThat(used).isNotEmpty();
        assertThat(kamelet.parameters().entrySet().stream()
                        .filter(parameter ->
                                "password".equals(parameter.getValue().get("format")))
                        .map(Map.Entry::getKey))
                .doesNotContainAnyElementsOf(used);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void dependencies_nameThisVersion(KameletFile kamelet) throws IOException {
        List<?> dependencies = (List<?>) kamelet.spec().get("dependencies");
        assertThat(dependencies)
                .allSatisfy(one -> assertThat((String) one).matches(DEPENDENCY))
                .doesNotHaveDuplicates();
        String pom = Files.readString(KameletFile.root().resolve("pom.xml"));
        String version = pom.replaceAll("(?s).*?<artifactId>rollcall-parent</artifactId>\\s*<version>([^<]*)<.*", "$1");
        assertThat(dependencies.stream().map(String::valueOf))
                .contains("camel:kamelet", "mvn:io.rollcall:rollcall-camel-routes:" + version);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void types_sayWhatGoesInAndOut(KameletFile kamelet) {
        Map<String, Object> types = KameletFile.map(kamelet.spec().get("types"));
        assertThat(KameletFile.map(types.get("out"))).containsEntry("mediaType", "application/json");
        if (kamelet.type().equals("source") || kamelet.name().equals("rollcall-run-flow-action")) {
            assertThat(types).doesNotContainKey("in");
        } else {
            assertThat(KameletFile.map(types.get("in"))).containsKey("mediaType");
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void file_fitsTheDefinitionOfAKamelet(KameletFile kamelet) throws IOException {
        assertThat(kamelet.yaml())
                .containsEntry("apiVersion", "camel.apache.org/v1")
                .containsEntry("kind", "Kamelet");
        assertThat(KameletDefinition.read().problems(kamelet.yaml())).isEmpty();
    }

    @Test
    void definition_whenSomethingDoesNotFit_saysSo() throws IOException {
        assertThat(
                        KameletDefinition.read()
                                .problems(
                                        KameletFile.parse(
                                                "{apiVersion: 1, kind: Kamelet, metadata: {}, spec: {definitions: {}, dependencies: x}}")))
                .containsExactlyInAnyOrder(
                        ".apiVersion must be of type string",
                        ".spec.definitions is unknown",
                        ".spec.dependencies must be of type array");
    }
}
