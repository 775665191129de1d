package io.rollcall.app;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A company played by a sandbox of this process, and a program that is configured to work against it. */
final class Rehearsal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Everything that is in the tests' company to do. */
    static final String FLOWS =
            """
            rollcall.flow.board.type=cohost
            rollcall.flow.board.schedule=1h
            rollcall.flow.board.users=UN-lisi,UN-john,UN-mary,UN-duty
            rollcall.flow.duty.type=invite
            rollcall.flow.duty.schedule=1h
            rollcall.flow.duty.meetings-of=UN-zhangsan
            rollcall.flow.duty.invitees=UN-duty:Duty officer
            rollcall.flow.duty.phones=+8613800138000:Duty phone
            rollcall.flow.people.type=roster
            rollcall.flow.people.output=people.ndjson
            """;

    final Sandbox sandbox;
    final Program program;

    private Rehearsal(Sandbox sandbox, Program program) {
        this.sandbox = sandbox;
        this.program = program;
    }

    /** The tests' company as it is, with the flows of {@link #FLOWS} in ./rollcall.properties. */
    static Rehearsal below(Path root) throws IOException {
        return below(root, company -> {});
    }

    /** The tests' company with something changed. */
    static Rehearsal below(Path root, Consumer<ObjectNode> change) throws IOException {
        Sandbox sandbox = Sandbox.start(Company.parse(company(change)), 0);
        Rehearsal rehearsal = new Rehearsal(sandbox, Program.below(root));
        rehearsal.write("rollcall.properties", rehearsal.vendors() + FLOWS);
        return rehearsal;
    }

    /** The tests' company as the text of a company file. */
    static String company(Consumer<ObjectNode> change) throws IOException {
        try (InputStream json = Objects.requireNonNull(Rehearsal.class.getResourceAsStream("company.json"))) {
            ObjectNode company = (ObjectNode) JSON.readTree(json);
            change.accept(company);
            return company.toString();
        }
    }

    /** The sandbox's properties without its flows. */
    String vendors() {
        return sandbox.properties()
                .lines()
                .filter(line -> !line.startsWith("rollcall.flow."))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Writes a file into the program's folder. */
    Path write(String name, String text) throws IOException {
        Path file = program.folder().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Adds lines to ./rollcall.properties. */
    Rehearsal and(String... lines) throws IOException {
        Path file = program.folder().resolve("rollcall.properties");
        Files.writeString(file, String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
        return this;
    }

    /** The file's text. */
    String read(String name) throws IOException {
        return Files.readString(program.folder().resolve(name));
    }

    /** The names of the files in the program's folder, hidden ones included. */
    List<String> files() throws IOException {
        try (var files = Files.list(program.folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Starts the program and waits for its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        return program.run(arguments);
    }

    /** The same without a process: {@link Program#inThisJvm}. */
    Ended inThisJvm(String... arguments) {
        return program.inThisJvm(arguments);
    }

    /** Lines of JSON objects, and nothing else. */
    static List<JsonNode> json(String lines) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            objects.add(JSON.readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(line));
        }
        return objects;
    }

    /** The names of an object's fields, in their order. */
    static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
