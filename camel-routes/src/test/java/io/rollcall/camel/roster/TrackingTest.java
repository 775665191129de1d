package io.rollcall.camel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What tests of tracked rosters share: a company of 25 people, of whom the first run is done. */
@Tag("slow")
abstract class TrackingTest {
    @TempDir
    Path folder;

    TrackedFlow flow;
    TrackedCompany company;

    /** Twelve people in department 2, others in 3; the first run is done. */
    @BeforeEach
    final void start() {
        flow = new TrackedFlow(folder);
        company = flow.company;
        company.department(2, 1, "Sales");
        company.department(3, 1, "Research");
        IntStream.range(0, 12).forEach(i -> company.join("s" + i, 2L));
        IntStream.range(0, 12).forEach(i -> company.join("r" + i, 3L));
        company.join("both", 2L, 3L);
        assertThat(flow.run().outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(flow.changes()).isEmpty();
    }

    @AfterEach
    final void close() {
        flow.close();
    }

    /** Runs a day later and expects these changes. */
    final RunResult run(String... changes) {
        RunResult result = flow.run();
        assertThat(flow.newChanges()).containsExactlyInAnyOrder(changes);
        return result;
    }

    /** A folder for a company of its own. */
    final Path createdFolder() {
        try {
            return Files.createDirectory(folder.resolve("other"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
