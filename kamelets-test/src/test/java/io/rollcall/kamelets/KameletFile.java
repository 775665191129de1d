package io.rollcall.kamelets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A Kamelet's file, read as YAML, a key twice being an error. */
record KameletFile(Path file, Map<String, Object> yaml) {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).resolve("..").normalize();
    private static final Path FOLDER = ROOT.resolve(Path.of("camel-routes", "src", "main", "resources", "kamelets"));

    static Path root() {
        return ROOT;
    }

    static List<KameletFile> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(file -> new KameletFile(file, read(file))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> read(Path file) {
        try {
            return map(parse(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Object parse(String yaml) {
        return new Load(LoadSettings.builder()
                        .setAllowDuplicateKeys(false)
                        .setCodePointLimit(Integer.MAX_VALUE)
                        .build())
                .loadFromString(yaml);
    }

    String name() {
        return (String) map(yaml.get("metadata")).get("name");
    }

    String type() {
        return (String) map(map(yaml.get("metadata")).get("labels")).get("camel.apache.org/kamelet.type");
    }

    Map<String, Object> annotations() {
        return map(map(yaml.get("metadata")).get("annotations"));
    }

    Map<String, Object> spec() {
        return map(yaml.get("spec"));
    }

    Map<String, Object> definition() {
        return map(spec().get("definition"));
    }

    Map<String, Map<String, Object>> parameters() {
        return cast(definition().getOrDefault("properties", Map.of()));
    }

    Map<String, Object> template() {
        return map(spec().get("template"));
    }

    static Map<String, Object> map(Object value) {
        return cast(value);
    }

    @SuppressWarnings("unchecked") // YAML has texts for keys here
    private static <T> Map<String, T> cast(Object value) {
        return (Map<String, T>) value;
    }

    @Override
    public String toString() {
        return String.valueOf(file.getFileName());
    }
}
