package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.dist.DistTools.Result;
import io.rollcall.dist.InstallPage.Typed;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The container, with the commands of the installation page. No registry is asked: the base is the file system of {@link
 * FreshMachine}. Images and containers are in the test's own folder.
 */
@Tag("slow")
class ContainerTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path SHOWN = REPOSITORY.resolve("app/src/test/resources/io/rollcall/app/docs");

    @TempDir
    Path scratch;

    @Test
    void container_runsTheDemoAndTheFlows() throws IOException {
        DistTools.require("podman", "crun", "unshare", "mmdebstrap");
        Path root = FreshMachine.root();
        try (Sandbox sandbox = Sandbox.start(Company.read(SHOWN.resolve("company.json")), 0)) {
            containers(sandbox.url());
            Result engine = podman("podman info");
            // no container is started yet: this says nothing about Rollcall
            assumeTrue(engine.code() == 0, "Podman does not work on this system: " + engine.err());
            configuration();
            podman("tar -C " + root + " -c . | podman import --quiet - docker.io/library/debian:bookworm-slim")
                    .succeeded();
            try {
                for (InstallPage.Step step : InstallPage.steps(REPOSITORY.resolve("docs/administrators/install.md"))) {
                    if (step instanceof Typed typed && typed.machines().contains("container")) {
                        typed.commands().forEach(this::type);
                    }
                }
            } finally {
                podman("podman rm --all --force --time 0");
                // JUnit would print each link of the image that it deletes
                DistTools.run(scratch, "rm", "-r", "images", "running");
            }
        }
    }

    private void type(String command) {
        if (command.equals("podman logs rollcall")) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> podman(command).out().contains("\"outcome\":\"complete\""));
        } else if (command.equals("podman rm rollcall")) {
            String state = "podman inspect --format '{{.State.ExitCode}} {{.Config.User}}' rollcall";
            assertThat(podman(state).succeeded().out()).isEqualTo("0 10001:10001\n");
        }
        Result result = podman(command.replace("/srv/rollcall:", scratch.resolve("configuration") + ":"))
                .succeeded();
        assertThat(result.out() + result.err()).doesNotContain("planted-");
    }

    /** An engine whose images, containers and settings are the test's own. */
    private void containers(String vendors) throws IOException {
        String variables = List.of(
                        "ROLLCALL_DINGTALK_API_URL=" + vendors,
                        "ROLLCALL_DINGTALK_OAPI_URL=" + vendors,
                        "ROLLCALL_HUAWEI_URL=" + vendors)
                .stream()
                .map(variable -> "\"" + variable + "\"")
                .collect(Collectors.joining(", "));
        Files.writeString(
                scratch.resolve("containers.conf"),
                """
                [containers]
                netns = "host"
                cgroups = "disabled"
                default_ulimits = ["nofile=1024:2048", "nproc=4096:4096"]
                env = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", %s]
                [engine]
                cgroup_manager = "cgroupfs"
                events_logger = "file"
                runtime = "crun"
                """
                        .formatted(variables));
        Files.writeString(
                scratch.resolve("storage.conf"),
                """
                [storage]
                driver = "overlay"
                graphroot = "%1$s/images"
                runroot = "%1$s/running"
                """
                        .formatted(scratch));
    }

    private void configuration() throws IOException {
        Path folder = Files.createDirectory(scratch.resolve("configuration"));
        // the container's user is neither this one nor in its group
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        String shown = Files.readString(SHOWN.resolve("rollcall.properties"));
        Files.writeString(
                folder.resolve("rollcall.properties"),
                shown.substring(0, shown.indexOf("# end::board[]"))
                        + "rollcall.flow.board.at-start=true\n"
                        + "rollcall.store.url=embedded:/var/lib/rollcall/rollcall-data\n");
        Files.copy(SHOWN.resolve("board.txt"), folder.resolve("board.txt"));
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("dingtalk"), "planted-dingtalk-secret-7f3a\n");
        Files.writeString(secrets.resolve("huawei"), "planted-huawei-key-91bc\n");
    }

    /** Runs a line of shell in the repository, where podman sees only the cgroups that its runtime can use. */
    private Result podman(String line) {
        return DistTools.run(
                REPOSITORY,
                "unshare",
                "--mount",
                "sh",
                "-c",
                "umount --recursive /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup || exit 125;"
                        + " export CONTAINERS_CONF=\"$1/containers.conf\" CONTAINERS_STORAGE_CONF=\"$1/storage.conf\""
                        + " BUILDAH_ISOLATION=chroot; eval \"$2\"",
                "sh",
                scratch.toString(),
                line);
    }
}
