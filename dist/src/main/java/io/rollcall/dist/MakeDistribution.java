package io.rollcall.dist;

import io.rollcall.app.Main;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Writes the files of the archive and of the Debian package that are neither in the sources nor a library as it is. The build
 * runs it; it is not in the distribution. The same sources and libraries give the same bytes.
 */
public final class MakeDistribution {
    private final Path sources;
    private final Path made;
    private final String version;
    private final LocalDateTime time;

    private MakeDistribution(Path sources, Path made, String version, LocalDateTime time) {
        this.sources = sources;
        this.made = made;
        this.version = version;
        this.time = time;
    }

    /**
     * Writes the files.
     *
     * @param args the folder of the sources (src/main of this module), the folder to write to, the version, the time of all
     *     entries in archives as an ISO instant, and the path of the program's libraries, its own jar included
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        MadeFolder.empty(Path.of(args[1]));
        new MakeDistribution(
                        Path.of(args[0]),
                        Path.of(args[1]),
                        args[2],
                        LocalDateTime.ofInstant(Instant.parse(args[3]), ZoneOffset.UTC))
                .write(Stream.of(args[4].split(File.pathSeparator))
                        .map(Path::of)
                        .toList());
    }

    private void write(List<Path> libraries) throws IOException {
        ProgramJar.write(named(libraries, "rollcall"), file("archive/lib/rollcall.jar"), time);
        Path sqlite = named(libraries, "sqlite-jdbc");
        SqliteJar.write(sqlite, file("archive/lib/" + sqlite.getFileName()), time);
        Path picocli = named(libraries, "picocli");
        PicocliJar.write(picocli, file("archive/lib/" + picocli.getFileName()), time);
        launchers(libraries);
        configurations();
        CommandSpec program = Main.commandLine().getCommandSpec();
        completion(CommandModel.of(program));
        manual(program);
    }

    private void launchers(List<Path> libraries) throws IOException {
        String build = LibraryDigest.of(libraries);
        for (String name : List.of("rollcall", "rollcall.cmd")) {
            String text = Files.readString(sources.resolve("bin").resolve(name));
            Files.writeString(file("archive/bin/" + name), text.replace("@build@", build));
        }
    }

    private void configurations() throws IOException {
        var groups = RollcallConfig.settings(KnownVendors.all());
        Files.writeString(
                file("archive/conf/rollcall.properties"), new SampleConfiguration("", Map.of()).write(groups));
        Files.writeString(
                file("debian/rollcall.properties"),
                new SampleConfiguration(
                                "/var/lib/rollcall/",
                                Map.of("rollcall.store.url", "embedded:/var/lib/rollcall/rollcall-data"))
                        .write(groups));
    }

    private void completion(CommandModel program) throws IOException {
        String awk =
                Files.readString(sources.resolve("completion/flow-names.awk")).strip();
        write("completion/rollcall.bash", Map.of("commands", Completion.bash(program), "flow-names", awk));
        write("completion/_rollcall", Map.of("commands", Completion.zsh(program), "flow-names", awk));
        // in fish a backslash is one in single quotes too
        write(
                "completion/rollcall.fish",
                Map.of("commands", Completion.fish(program), "flow-names", awk.replace("\\", "\\\\")));
    }

    private void manual(CommandSpec program) throws IOException {
        write(
                "man/rollcall.1",
                Map.of(
                        "date", LocalDate.from(time).toString(),
                        "version", ManualPage.escaped(version),
                        "description", ManualPage.description(program),
                        "options", ManualPage.options(program),
                        "commands", ManualPage.commands(program),
                        "exit-codes", ManualPage.exitCodes(program),
                        "examples", ManualPage.examples(program)));
    }

    private void write(String name, Map<String, String> values) throws IOException {
        Files.writeString(file("archive/" + name), Templates.fill(sources.resolve(name), values));
    }

    private Path file(String name) throws IOException {
        return MadeFolder.file(made, name);
    }

    /** The library whose file is named so, with or without a version behind it. */
    private static Path named(List<Path> libraries, String artifact) {
        return libraries.stream()
                .filter(library -> library.getFileName().toString().matches(artifact + "(-[0-9][^/]*)?\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + artifact + " among " + libraries + "."));
    }
}
