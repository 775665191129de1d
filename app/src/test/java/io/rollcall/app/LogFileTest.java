package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log file: size, earlier files, other processes, and a file that cannot be written. */
class LogFileTest {
    private static final long LARGE = 1L << 20;

    @TempDir
    Path folder;

    private final LoggerContext loggers = new LoggerContext();
    private final ListAppender<ILoggingEvent> fallback = new ListAppender<>();
    private final List<LogFile> files = new ArrayList<>();

    @BeforeEach
    void start() {
        fallback.start();
    }

    @AfterEach
    void stop() {
        files.forEach(LogFile::stop);
    }

    private LogFile open(Path path, long maxSize, int keep) throws IOException {
        LogFile file = new LogFile(path, maxSize, keep, new Lines(), fallback);
        file.setContext(loggers);
        file.open();
        file.start();
        files.add(file);
        return file;
    }

    private void log(LogFile file, String... messages) {
        for (String message : messages) {
            file.doAppend(
                    new LoggingEvent("", loggers.getLogger("io.rollcall"), Level.INFO, message, null, new Object[0]));
        }
    }

    private List<String> fellBack() {
        return fallback.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void append_whenTheFileExists_addsToIt() throws Exception {
        Path path = Files.writeString(folder.resolve("a.log"), "before\n");

        log(open(path, LARGE, 5), "one", "\u4F1A\u8BAE");

        assertThat(path).hasContent("before\none\n\u4F1A\u8BAE\n");
    }

    @Test
    void append_whenALineWouldExceedTheSize_renamesTheFilesAndKeepsTheLatest() throws Exception {
        LogFile file = open(folder.resolve("a.log"), 12, 2);

        log(file, "11111", "22222", "33333", "44444", "55555", "66666", "77777");

        assertThat(names()).containsExactly("a.log", "a.log.1", "a.log.2");
        assertThat(folder.resolve("a.log")).hasContent("77777\n");
        assertThat(folder.resolve("a.log.1")).hasContent("55555\n66666\n");
        assertThat(folder.resolve("a.log.2")).hasContent("33333\n44444\n");
        assertThat(fellBack()).isEmpty();
    }

    @Test
    void append_whenALineIsLargerThanTheSize_writesItWhole() throws Exception {
        LogFile file = open(folder.resolve("a.log"), 12, 2);

        log(file, "x".repeat(40), "y");

        assertThat(folder.resolve("a.log.1")).hasContent("x".repeat(40));
        assertThat(folder.resolve("a.log")).hasContent("y");
    }

    @Test
    void append_whenFewerFilesAreKeptThanBefore_deletesTheExcess() throws Exception {
        for (int i = 1; i <= 4; i++) {
            Files.writeString(folder.resolve("a.log." + i), i + "\n");
        }
        LogFile file = open(folder.resolve("a.log"), 4, 2);

        log(file, "one", "two");

        assertThat(names()).containsExactly("a.log", "a.log.1", "a.log.2");
        assertThat(folder.resolve("a.log.2")).hasContent("1");
    }

    @Test
    void append_inAFolderWithPercentSignsBlanksAndChinese_renamesTheFile() throws Exception {
        Path path = folder.resolve("100% of \u65E5\u5FD7 (new)/a %i %d.log");
        LogFile file = open(path, 4, 1);

        log(file, "one", "two");

        assertThat(path.resolveSibling("a %i %d.log.1")).hasContent("one");
        assertThat(path).hasContent("two");
    }

    @Test
    void open_whenFolderAndFileAreMissing_createsThemForTheOwnerOnly() throws Exception {
        assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "the permissions are those of POSIX");
        Path path = folder.resolve("log/a.log");
        LogFile file = open(path, 4, 1);

        log(file, "one", "two");

        for (Path each : List.of(path, path.resolveSibling("a.log.1"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void append_whenTwoProcessesShareTheFile_bothFollowIt() throws Exception {
        Path path = folder.resolve("a.log");
        LogFile one = open(path, 12, 9);
        LogFile two = open(path, 12, 9);

        for (int i = 0; i < 8; i++) {
            log(one, "one-" + i);
            log(two, "two-" + i);
        }

        List<String> all = new ArrayList<>();
        for (String name : names()) {
            assertThat(Files.size(folder.resolve(name))).isLessThanOrEqualTo(12);
            all.addAll(Files.readAllLines(folder.resolve(name)));
        }
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 8)
                        .boxed()
                        .flatMap(i -> Stream.of("one-" + i, "two-" + i))
                        .toList());
    }

    @Test
    void append_whenTheFileWasMovedOrItsFolderRemoved_createsThemAgain() throws Exception {
        Path path = folder.resolve("log/a.log");
        LogFile file = open(path, LARGE, 5);

        log(file, "one");
        Files.move(path, folder.resolve("away.log"));
        log(file, "two");
        assertThat(folder.resolve("away.log")).hasContent("one");
        assertThat(path).hasContent("two");
        Files.delete(path);
        Files.delete(path.getParent());
        log(file, "three");

        assertThat(path).hasContent("three");
        assertThat(fellBack()).isEmpty();
    }

    @Test
    void append_whenTheFileIsALink_renamesWhatItLeadsTo() throws Exception {
        Path target = Files.writeString(folder.resolve("target.log"), "");
        Path link = Files.createSymbolicLink(folder.resolve("a.log"), target);
        LogFile file = open(link, 4, 5);

        log(file, "one", "two");

        assertThat(names()).containsExactly("a.log", "target.log", "target.log.1");
        assertThat(link).isSymbolicLink().hasContent("two");
    }

    @Test
    void append_whileTheFileCannotBeWritten_goesToTheFallbackAndSaysSoOnce() throws Exception {
        Path path = folder.resolve("log/a.log");
        LogFile file = open(path, LARGE, 5);

        log(file, "one");
        Files.delete(path);
        Files.delete(path.getParent());
        Path inTheWay = Files.writeString(folder.resolve("log"), "a file now");
        log(file, "two", "three");
        Files.delete(inTheWay);
        log(file, "four");

        assertThat(path).hasContent("four");
        assertThat(fellBack())
                .containsExactly(
                        "The log file " + path + " cannot be written: " + path.getParent()
                                + " is not a directory; correct the path. Until it can, logs go to standard error.",
                        "two",
                        "three");
    }

    @Test
    void append_whenTheDiskIsFull_goesToTheFallbackAndSaysSoOnce() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        LogFile file = open(full, 4, 5);

        log(file, "one", "two", "three");

        assertThat(fellBack())
                .hasSize(4)
                .startsWith(
                        "The log file /dev/full cannot be written: No space left on device. Until it can, logs go to"
                                + " standard error.")
                .endsWith("one", "two", "three");
    }

    @Test
    void append_whenTheFileCannotBeRenamed_growsAndSaysSoOnce() throws Exception {
        Path path = folder.resolve("a.log");
        Files.writeString(Files.createDirectories(folder.resolve("a.log.1")).resolve("in the way"), "");
        LogFile file = open(path, 4, 1);

        log(file, "one", "two", "three");

        assertThat(path).hasContent("one\ntwo\nthree");
        assertThat(fellBack()).singleElement().asString().contains(path + " cannot be renamed", "max-size");
    }

    @Test
    void append_onAnInterruptedThread_writesAndKeepsTheInterrupt() throws Exception {
        Path path = folder.resolve("a.log");
        LogFile file = open(path, 4, 5);

        Thread.currentThread().interrupt();
        log(file, "one", "two");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(path).hasContent("two");
        assertThat(fellBack()).isEmpty();
    }

    @Test
    void open_whenThePathIsADirectory_fails() {
        assertThatThrownBy(() -> open(folder, LARGE, 5))
                .isInstanceOfSatisfying(IOException.class, refused -> assertThat(LogFile.reason(refused))
                        .isEqualTo("it is a directory; name a file in it"));
    }

    /** Each message is a line. */
    private static final class Lines extends EncoderBase<ILoggingEvent> {
        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            return (event.getFormattedMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
