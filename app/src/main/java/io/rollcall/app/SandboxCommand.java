package io.rollcall.app;

import io.rollcall.sandbox.PortTakenException;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.company.Company;
import io.rollcall.sandbox.company.InvalidCompanyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the vendors. */
@Command(
        name = "sandbox",
        description =
                "Plays both vendors' servers on loopback until stopped, and prints properties that point Rollcall at them.")
final class SandboxCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on (default: any free one).")
    private int port;

    @Option(names = "--company", paramLabel = "FILE", description = "Company to play, as JSON (default: a small one).")
    private @Nullable Path companyFile;

    SandboxCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Sandbox sandbox = start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            sandbox.faults().forEach(fault -> console.tell(fault.toString()));
                            sandbox.close();
                            console.flush();
                            Runtime.getRuntime().halt(ExitCode.DONE);
                        },
                        "rollcall-stop"));
        console.report(sandbox.properties());
        console.tell("The sandbox listens on " + sandbox.url() + "; stop it with Ctrl-C.");
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }

    private Sandbox start() {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port must be 0 to 65535.");
        }
        try {
            return Sandbox.start(company(), port);
        } catch (PortTakenException taken) {
            throw new UsageException(
                    "Port " + port + " is in use; choose another with --port, or none for a free one.");
        } catch (InvalidCompanyException invalid) {
            throw new UsageException("The company " + companyFile + " cannot be played:\n" + invalid.getMessage());
        }
    }

    private Company company() {
        if (companyFile == null) {
            return Company.builtIn();
        }
        try {
            return Company.parse(Files.readString(companyFile));
        } catch (IOException e) {
            throw new UsageException("The company file " + companyFile + " cannot be read ("
                    + e.getClass().getSimpleName() + ").");
        }
    }
}
