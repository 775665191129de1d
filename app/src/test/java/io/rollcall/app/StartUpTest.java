package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a short command does not load, because its start would pay for it: docs/decisions/0020-start-up-work.md. */
@Tag("slow")
class StartUpTest {
    private static final List<String> NEVER_NEEDED = List.of(
            // the tables are current
            "org.flywaydb.core.Flyway",
            "io.rollcall.store.internal.flyway.core.Flyway",
            // the other database
            "org.postgresql.",
            "com.zaxxer.",
            // no port is open
            "io.undertow.",
            "org.xnio.",
            "io.micrometer.",
            "io.prometheus.",
            // the vendors are on loopback
            "sun.security.ssl.SSLContextImpl",
            // no sandbox runs here
            "io.netty.",
            "io.rollcall.sandbox.Sandbox",
            // no flow has a cron expression
            "org.quartz.",
            // no flow has telephone numbers, or is planned
            "com.google.i18n.phonenumbers.PhoneNumberUtil",
            "java.util.logging.LogManager",
            "io.rollcall.polling.JoinTimes",
            // no other process is asked for the platform
            "java.lang.ProcessImpl",
            // what is sent needs no data binding
            "com.fasterxml.jackson.databind.ObjectMapper",
            // no MBean server
            "org.apache.camel.management.",
            "javax.management.",
            // no logging configuration is searched
            "ch.qos.logback.classic.util.ContextInitializer",
            "ch.qos.logback.core.joran.action.",
            // the other commands
            "io.rollcall.app.RunCommand",
            "io.rollcall.app.DemoCommand",
            // no record compares itself by bootstrapped code
            "java.lang.runtime.ObjectMethods");

    @TempDir
    Path root;

    @Test
    void plan_whenTheStoreIsCurrent_loadsNothingThatItDoesNotNeed() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            assertThat(rehearsal.inThisJvm("once", "board").code()).isZero();

            assertThat(loadedBy(rehearsal, "plan", "board"))
                    .filteredOn(StartUpTest::isNeverNeeded)
                    .isEmpty();
        }
    }

    @Test
    void once_whenTheStoreIsCurrent_loadsNoLibraryThatItDoesNotNeed() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            assertThat(rehearsal.inThisJvm("once", "people").code()).isZero();

            assertThat(loadedBy(rehearsal, "once", "people"))
                    .filteredOn(name -> isNeverNeeded(name) && !name.startsWith("java.lang.runtime."))
                    .isEmpty();
        }
    }

    /** So the two tests above can fail. */
    @Test
    void once_whenTheStoreIsNew_loadsFlyway() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            assertThat(loadedBy(rehearsal, "once", "board"))
                    .anyMatch(name -> name.endsWith(".flyway.core.Flyway") || name.equals("org.flywaydb.core.Flyway"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "run", "once", "plan", "check", "sandbox", "audit", "store", "demo"})
    void commandLine_ofACommand_hasThatCommandOrAll(String command) {
        Set<String> all = Commands.create(Console.system(), ProcessEnvironment.current())
                .getSubcommands()
                .keySet();

        Set<String> made = Commands.create(
                        Console.system(), ProcessEnvironment.current(), "--config", "plan", "-v", command)
                .getSubcommands()
                .keySet();

        assertThat(made).isEqualTo(command.isEmpty() || command.equals("help") ? all : Set.of(command));
    }

    private static boolean isNeverNeeded(String name) {
        return NEVER_NEEDED.stream().anyMatch(name::startsWith);
    }

    private Set<String> loadedBy(Rehearsal rehearsal, String... arguments) throws IOException, InterruptedException {
        Path log = root.resolve("classes.txt");
        Ended ended = rehearsal
                .program
                .with("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log + "::filecount=0")
                .run(arguments);
        assertThat(ended.code()).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(line -> line.replaceFirst("^(\\[[^]]*])*\\s*", "").replaceFirst("\\s.*", ""))
                    .collect(Collectors.toSet());
        }
    }
}
