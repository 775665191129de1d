package io.rollcall.dist;

import io.rollcall.app.Main;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Writes the files of the archive and of the Debian package that are neither in the sources nor a library as it is. The build
 * runs it; it is not in the distribution. The same sources and libraries give the same bytes.
 */
public final class MakeDistribution {
    private static final int BUILD_CHARACTERS = 16;
    /** The byte of a gzip file that says how hard the compression tried; Java leaves it out, and lintian reads it. */
    private static final int GZIP_FLAGS = 8;

    private static final byte GZIP_BEST = 2;

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
     *     entries in archives as an ISO instant, the path of the program's libraries, its own jar included, and the bill of materials of
     *     these libraries
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        MadeFolder.empty(Path.of(args[1]));
        List<Path> libraries =
                Stream.of(args[4].split(File.pathSeparator)).map(Path::of).toList();
        new MakeDistribution(
                        Path.of(args[0]),
                        Path.of(args[1]),
                        args[2],
                        LocalDateTime.ofInstant(Instant.parse(args[3]), ZoneOffset.UTC))
                .write(new Libraries(libraries, args[2]), Path.of(args[5]));
    }

    private void write(Libraries libraries, Path bom) throws IOException {
        String digest = libraries.write(made.resolve("archive"), bom, time);
        launchers(digest.substring(0, BUILD_CHARACTERS));
        configurations();
        CommandSpec commands = Main.commandLine().getCommandSpec();
        completion(CommandModel.of(commands));
        manual(commands);
        debian();
    }

    private void launchers(String build) throws IOException {
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

    /** What a Debian package has beside the archive's files. */
    private void debian() throws IOException {
        compressed("debian/rollcall.1.gz", Files.readString(file("archive/man/rollcall.1")));
        String date = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss +0000", Locale.ENGLISH)
                .format(time);
        compressed(
                "debian/changelog.gz",
                Templates.fill(
                        sources.resolve("deb/changelog"),
                        Map.of("version", version.replace("-SNAPSHOT", "~SNAPSHOT"), "date", date)));
    }

    /** As gzip -9n writes it: no time and no name. */
    private void compressed(String name, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] file = bytes.toByteArray();
        file[GZIP_FLAGS] = GZIP_BEST;
        Files.write(file(name), file);
    }

    private void write(String name, Map<String, String> values) throws IOException {
        Files.writeString(file("archive/" + name), Templates.fill(sources.resolve(name), values));
    }

    private Path file(String name) throws IOException {
        return MadeFolder.file(made, name);
    }
}
