package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.InvalidCompanyException;
import io.rollcall.sandbox.InvalidRecordingException;
import io.rollcall.sandbox.PortTakenException;
import io.rollcall.sandbox.RecordingPlayer;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.journal.FaultCount;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.setting.UnreadableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Simulates the vendors. */
@Command(
        name = "sandbox",
        description =
                "Simulates both vendors' servers on 127.0.0.1 until stopped, and prints the properties to use them. With"
                        + " --recording it answers what rollcall probe recorded.",
        footer = {
            "",
            "At its end it prints how often each scripted fault occurred.",
            "",
            "Examples:",
            "  rollcall sandbox > rollcall.properties",
            "  rollcall sandbox --port 8080 --company company.json",
            "  rollcall sandbox --recording recording"
        })
final class SandboxCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on (default: any free one).")
    private int port;

    @Option(
            names = "--company",
            paramLabel = "FILE",
            description = "Company to simulate, as JSON (default: a small one).")
    private @Nullable Path companyFile;

    @Option(
            names = "--recording",
            paramLabel = "DIR",
            description = "Plays a recording of rollcall probe instead of a company; accepts any credentials.")
    private @Nullable Path recording;

    SandboxCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (recording != null) {
            return play(recording);
        }
        Sandbox sandbox = start();
        ShutdownHook.onSignal(() -> {
            sandbox.faults().forEach(fault -> console.error(words(fault)));
            sandbox.close();
        });
        console.report(sandbox.properties());
        console.error("The sandbox listens on " + sandbox.url() + "; stop it with Ctrl-C.");
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }

    private int play(Path folder) throws InterruptedException {
        if (companyFile != null) {
            throw new UsageException("--recording and --company exclude each other.");
        }
        RecordingPlayer player = player(global.process().workingDirectory().resolve(folder));
        ShutdownHook.onSignal(player::close);
        player.settings().forEach((key, value) -> console.report(key + "=" + value));
        console.error("The sandbox plays " + folder + " on " + player.url() + "; stop it with Ctrl-C.");
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }

    private RecordingPlayer player(Path folder) {
        checkPort();
        try {
            return RecordingPlayer.start(folder, port);
        } catch (InvalidRecordingException invalid) {
            throw new UsageException(String.valueOf(invalid.getMessage()));
        } catch (PortTakenException taken) {
            throw portTaken();
        }
    }

    private UsageException portTaken() {
        return new UsageException(
                "Port " + port + " is in use. Choose another one with --port, or omit --port to use a free one.");
    }

    private void checkPort() {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port must be 0 to 65535.");
        }
    }

    private static String words(FaultCount count) {
        Fault fault = count.fault();
        StringBuilder words = new StringBuilder("fault ")
                .append(fault.api().reportName())
                .append(" -> ")
                .append(fault.then());
        new TreeMap<>(fault.where()).forEach((match, value) -> words.append(", where ")
                .append(match.key())
                .append(" is ")
                .append(value));
        return words.append(": ") + "fired " + times(count.fired()) + ", matched " + times(count.matched());
    }

    private static String times(long number) {
        return number == 1 ? "once" : number + " times";
    }

    private Sandbox start() {
        checkPort();
        try {
            return Sandbox.start(company(), port);
        } catch (PortTakenException taken) {
            throw portTaken();
        } catch (InvalidCompanyException invalid) {
            throw new UsageException("The company " + companyFile + " is invalid:\n" + invalid.getMessage());
        }
    }

    private Company company() {
        if (companyFile == null) {
            return Company.builtIn();
        }
        try {
            return Company.parse(
                    Files.readString(global.process().workingDirectory().resolve(companyFile)));
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no company file " + companyFile + ".");
        } catch (IOException e) {
            throw new UsageException(
                    "The company file " + companyFile + " cannot be read: " + UnreadableFiles.reason(e) + ".");
        }
    }
}
