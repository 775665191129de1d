package io.rollcall.app;

import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.InvalidCompanyException;
import io.rollcall.sandbox.PortTakenException;
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
                "Simulates both vendors' servers on 127.0.0.1 until stopped, and prints the properties to use them.",
        footer = {
            "",
            "At its end it prints how often each scripted fault occurred.",
            "",
            "Examples:",
            "  rollcall sandbox > rollcall.properties",
            "  rollcall sandbox --port 8080 --company company.json"
        })
final class SandboxCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on (default: any free one).")
    private int port;

    @Option(
            names = "--company",
            paramLabel = "FILE",
            description = "Company to simulate, as JSON (default: a small one).")
    private @Nullable Path companyFile;

    SandboxCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
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
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port must be 0 to 65535.");
        }
        try {
            return Sandbox.start(company(), port);
        } catch (PortTakenException taken) {
            throw new UsageException(
                    "Port " + port + " is in use. Choose another one with --port, or omit --port to use a free one.");
        } catch (InvalidCompanyException invalid) {
            throw new UsageException("The company " + companyFile + " is invalid:\n" + invalid.getMessage());
        }
    }

    private Company company() {
        if (companyFile == null) {
            return Company.builtIn();
        }
        try {
            return Company.parse(Files.readString(companyFile));
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no company file " + companyFile + ".");
        } catch (IOException e) {
            throw new UsageException(
                    "The company file " + companyFile + " cannot be read: " + UnreadableFiles.reason(e) + ".");
        }
    }
}
