package io.rollcall.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The CycloneDX document that the build wrote of the libraries, with the digests of the files that the archive holds. */
final class BillOfMaterials {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is packed into a jar of Rollcall's and has no file of its own. */
    private static final String PACKED = "org.flywaydb";

    private BillOfMaterials() {}

    /**
     * Reads the document, and checks that it names each library: an earlier build may have written it. What it names besides
     * is for the build only, and left out.
     *
     * @param libraries the file in the archive of each library, by the name and version that Maven knows it under
     * @param changes how a file in the archive differs from the published one, by the same name
     * @throws IllegalStateException if the document is missing, or lacks a library
     */
    static String write(Path document, Map<String, Path> libraries, Map<String, String> changes) throws IOException {
        if (!Files.exists(document)) {
            throw new IllegalStateException("There is no " + document
                    + ": its Maven plugin runs only with the network. Build once without -o.");
        }
        ObjectNode bom = (ObjectNode) JSON.readTree(document.toFile());
        ((ObjectNode) bom.path("metadata").path("component")).put("name", "rollcall");
        Set<String> missing = new TreeSet<>(libraries.keySet());
        Set<String> buildOnly = new HashSet<>();
        for (JsonNode node : bom.path("components")) {
            ObjectNode component = (ObjectNode) node;
            String name = component.path("name").asText() + "-"
                    + component.path("version").asText();
            Path file = libraries.get(name);
            if (file != null) {
                missing.remove(name);
                describe(component, file, changes.get(name));
            } else if (!component.path("group").asText().equals(PACKED)) {
                buildOnly.add(component.path("bom-ref").asText());
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    document + " lacks " + missing + ". Build without -o, so that it is written again.");
        }
        remove(bom, buildOnly);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bom) + "\n";
    }

    private static void describe(ObjectNode component, Path file, @Nullable String change) throws IOException {
        component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", Digests.sha256(List.of(file)));
        if (change != null) {
            component.putObject("pedigree").put("notes", "In lib/" + file.getFileName() + ": " + change + ".");
        }
    }

    private static void remove(ObjectNode bom, Set<String> references) {
        ((ArrayNode) bom.path("components"))
                .removeIf(component ->
                        references.contains(component.path("bom-ref").asText()));
        ArrayNode dependencies = (ArrayNode) bom.path("dependencies");
        dependencies.removeIf(
                dependency -> references.contains(dependency.path("ref").asText()));
        for (JsonNode dependency : dependencies) {
            if (dependency.path("dependsOn") instanceof ArrayNode needed) {
                needed.removeIf(reference -> references.contains(reference.asText()));
            }
        }
    }
}
