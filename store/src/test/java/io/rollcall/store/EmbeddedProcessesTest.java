package io.rollcall.store;

import static io.rollcall.store.MemoryContract.MEETING;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store under real processes: beside each other, and killed. */
@Timeout(180)
@Tag("slow")
class EmbeddedProcessesTest {
    @TempDir
    private Path directory;

    @Test
    void committed_whenTheProcessIsKilled_isThereAfterwards() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("kill test seed: " + seed);
        Random random = new Random(seed);
        int next = 0;
        for (int round = 0; round < 3; round++) {
            int last = -1;
            try (ChildProcess child = ChildProcess.start(directory, "claim-for-ever")) {
                int enough = 1 + random.nextInt(300);
                for (int said = 0; said < enough; ) {
                    String line = child.line();
                    if (!"lost".equals(line)) {
                        last = Integer.parseInt(line);
                        said++;
                    }
                }
                child.kill();
                // what it said before it died but nobody has read yet counts as well
                for (String line : child.lines()) {
                    if (line.matches("\\d+")) {
                        last = Math.max(last, Integer.parseInt(line));
                    }
                }
            }
            assertThat(last).isGreaterThanOrEqualTo(next);
            next = last + 1;

            try (Store store = Store.embedded(directory, Clock.systemUTC())) {
                List<InviteeKey> said =
                        IntStream.range(0, next).mapToObj(ChildProcess::user).toList();
                Map<InviteeKey, Standing> found = store.invitations().standings(MEETING, said);
                assertThat(found).hasSize(next).containsOnlyKeys(said);
                assertThat(found.values()).containsOnly(Standing.INTENDED);
                assertThat(store.invitations()
                                .claim(
                                        "parent",
                                        MEETING,
                                        said,
                                        Clock.systemUTC().instant()))
                        .isEmpty();
            }
        }
    }

    @Test
    void open_whenAProcessWasKilledWhileItMadeTheStore_works() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("kill test seed: " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            Path fresh = directory.resolve("round-" + round);
            try (ChildProcess child = ChildProcess.start(fresh, "claim-for-ever")) {
                child.killAfter(150 + random.nextInt(600));
            }
            try (Store store = Store.embedded(fresh, Clock.systemUTC())) {
                assertThat(claim(store, 1_000_000)).isTrue();
            }
        }
    }

    @Test
    void claim_whenProcessesRaceOnANewStore_everyoneIsWonExactlyOnce() throws Exception {
        List<ChildProcess> children = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                children.add(ChildProcess.start(directory, "claim-once-told"));
            }
            for (ChildProcess child : children) {
                assertThat(child.line()).isEqualTo("ready");
            }
            for (ChildProcess child : children) {
                child.go();
            }
            List<String> won = new ArrayList<>();
            for (ChildProcess child : children) {
                won.addAll(child.lines());
            }
            assertThat(won)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 30)
                            .boxed()
                            .flatMap(m -> IntStream.range(0, 5).mapToObj(u -> "m" + m + " user-" + u))
                            .toList());
        } finally {
            children.forEach(ChildProcess::close);
        }
    }

    @Test
    void use_whenAnotherProcessHasTheStoreOpen_worksBesideItAndGoesOnAfterItsDeath() throws Exception {
        try (ChildProcess child = ChildProcess.start(directory, "hold");
                Store store = Store.embedded(directory, Clock.systemUTC())) {
            assertThat(child.line()).isEqualTo("held");

            assertThat(store.invitations().standings(MEETING, List.of(ChildProcess.user(0))))
                    .hasSize(1);
            assertThat(claim(store, 1)).isTrue();

            child.kill();

            assertThat(claim(store, 0)).isFalse();
            assertThat(claim(store, 2)).isTrue();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(name -> !name.startsWith("sqlitejdbc-")))
                    .as("a store that was closed in order leaves no log behind")
                    .containsExactlyInAnyOrder("rollcall.db", "rollcall.lock");
        }
    }

    private static boolean claim(Store store, int user) {
        return !store.invitations()
                .claim(
                        "parent",
                        MEETING,
                        List.of(ChildProcess.user(user)),
                        Clock.systemUTC().instant())
                .isEmpty();
    }
}
