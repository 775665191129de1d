package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.HandDrivenTime;
import io.rollcall.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class OldRowsTest {
    private final HandDrivenTime time = new HandDrivenTime();

    @TempDir
    private Path folder;

    @Test
    void rows_whereNoRunTakesPlace_areRemovedWithinAnHour() {
        try (Store store = Store.embedded(folder.resolve("data"), Clock.systemUTC())) {
            store.stream().opening("app", Instant.now().minus(Duration.ofDays(50)));
            store.upkeep().vendorTime("app", Instant.now());
            new OldRows(store).start(time, time);
            time.pass(Duration.ofMinutes(59));
            assertThat(store.stream().opens("app", Instant.EPOCH)).hasSize(1);

            time.pass(Duration.ofMinutes(1));

            assertThat(store.stream().opens("app", Instant.EPOCH)).isEmpty();
            assertThat(time.scheduled()).as("the next hour").isEqualTo(1);
        }
    }

    @Test
    void start_whenRollcallEnds_waitsForNothing() {
        try (Store store = Store.embedded(folder.resolve("data"), Clock.systemUTC())) {
            new OldRows(store).start(time, time);
            time.shutdown();

            time.pass(Duration.ofHours(2));

            assertThat(time.scheduled()).isZero();
        }
    }
}
