package io.rollcall.dist;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.rollcall.dist.DistTools.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Debian machine with a JRE, systemd and nothing else: its own file system and processes, booted in namespaces, on this
 * machine's network. What a test changes in it is gone when it is closed. The first one needs Debian's mirror and a few
 * minutes; the file system stays in target/ for the next ones. Used by one test at a time.
 */
final class FreshMachine implements AutoCloseable {
    private static final String PACKAGES = "openjdk-17-jre-headless,systemd-sysv,dbus";

    /** Where the machine has the folder of the test. */
    static final String FOLDER = "/mnt/rollcall";

    private final Process nspawn;
    private final Path scratch;
    private final Map<String, String> environment;
    private final long init;

    private FreshMachine(Process nspawn, Path scratch, Map<String, String> environment) {
        this.nspawn = nspawn;
        this.scratch = scratch;
        this.environment = environment;
        this.init = init();
    }

    /**
     * Boots a machine.
     *
     * @param scratch a folder of the test; the machine has it as {@link #FOLDER}
     * @param environment what services and commands of the machine have in their environment
     */
    static FreshMachine boot(Path scratch, Map<String, String> environment) throws IOException {
        DistTools.require("systemd-nspawn", "nsenter");
        Path root = root();
        Path variables = Files.writeString(
                scratch.resolve("environment.conf"),
                "[Manager]\nDefaultEnvironment="
                        + environment.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .reduce((one, other) -> one + " " + other)
                                .orElse("")
                        + "\n");
        Path log = scratch.resolve("boot.log");
        Process nspawn = new ProcessBuilder(
                        "systemd-nspawn",
                        "--directory=" + root,
                        "--volatile=overlay",
                        "--boot",
                        "--machine=rollcall-test-" + ProcessHandle.current().pid(),
                        "--register=no",
                        "--keep-unit",
                        "--link-journal=no",
                        "--resolv-conf=off",
                        "--timezone=off",
                        // this machine may not have it either
                        "--drop-capability=CAP_SYS_RESOURCE",
                        "--bind-ro=" + variables + ":/etc/systemd/system.conf.d/test.conf",
                        "--bind=" + scratch + ":" + FOLDER)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        FreshMachine machine;
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> inits(nspawn).findAny().isPresent());
            machine = new FreshMachine(nspawn, scratch, environment);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(machine::isUp);
        } catch (ConditionTimeoutException e) {
            end(nspawn);
            // Rollcall is not in the machine yet: this says nothing about it
            return abort("This system cannot boot a machine in namespaces: " + Files.readString(log));
        }
        return machine;
    }

    /** The file system of every machine; made once. Skips the test for users other than root. */
    static Path root() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return abort("Only root can boot a machine in namespaces.");
        }
        Path root = DistTools.folder().resolve("fresh-root-1");
        if (Files.isDirectory(root)) {
            return root;
        }
        DistTools.require("mmdebstrap");
        Path part = DistTools.folder().resolve("fresh-root.part");
        if (Files.exists(part)) {
            DistTools.run(DistTools.folder(), "rm", "-r", part.toString()).succeeded();
        }
        Result made = DistTools.run(
                DistTools.folder(),
                Duration.ofMinutes(10),
                "mmdebstrap",
                "--quiet",
                "--mode=root",
                "--variant=apt",
                "--include=" + PACKAGES,
                "--dpkgopt=path-exclude=/usr/share/doc/*",
                "--aptopt=Acquire::Languages \"none\"",
                "bookworm",
                part.toString());
        if (made.code() != 0) {
            // Debian's mirror, or this system: this says nothing about Rollcall
            return abort("The file system of a fresh machine could not be made: " + made.err());
        }
        return Files.move(part, root);
    }

    /** Runs a line of shell as root in the test's folder, without input. */
    Result run(String line) {
        return run(line, "/dev/null");
    }

    /** Runs a line of shell as root in the test's folder, with the content of a file of the machine as its input. */
    Result run(String line, String input) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--target=" + init));
        command.addAll(List.of("--mount", "--uts", "--ipc", "--pid", "--cgroup", "--root", "--wd"));
        command.addAll(List.of("env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
        command.addAll(List.of("HOME=/root", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of("sh", "-c", "cd \"$1\" && exec sh -eu -c \"$2\" <\"$3\"", "sh", FOLDER, line, input));
        return DistTools.run(scratch, command.toArray(String[]::new));
    }

    /** What the service printed and what systemd says about it. */
    String journal() {
        return run("journalctl -u rollcall -o cat --no-pager").succeeded().out();
    }

    /** A property of the service, as systemd says it. */
    String service(String property) {
        return run("systemctl show --property=" + property + " --value rollcall")
                .succeeded()
                .out()
                .strip();
    }

    private boolean isUp() {
        return run("systemctl is-system-running").out().matches("(running|degraded)\n");
    }

    private long init() {
        return inits(nspawn).findAny().orElseThrow().pid();
    }

    /** The first process of the machine. */
    private static Stream<ProcessHandle> inits(Process nspawn) {
        return nspawn.descendants().filter(process -> {
            try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                return lines.anyMatch(line -> line.matches("NSpid:\\s+\\d+\\s+1"));
            } catch (IOException e) {
                // it has ended
                return false;
            }
        });
    }

    @Override
    public void close() {
        end(nspawn);
    }

    private static void end(Process nspawn) {
        try {
            nspawn.destroy();
            if (!nspawn.waitFor(60, TimeUnit.SECONDS)) {
                nspawn.descendants().forEach(ProcessHandle::destroyForcibly);
                nspawn.destroyForcibly();
                fail("The machine did not shut down within a minute.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
