package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.model.PersonId;
import io.rollcall.state.RosterRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rollcall accept} lets through. */
@Tag("slow")
class AcceptCommandTest {
    @TempDir
    Path root;

    private Program program;

    @BeforeEach
    void configure() throws Exception {
        program = Program.below(root);
        Files.writeString(
                program.folder().resolve("rollcall.properties"),
                """
                rollcall.timezone=UTC
                rollcall.flow.people.type=roster
                rollcall.flow.people.output=people.ndjson
                rollcall.flow.board.type=cohost
                """);
    }

    private void quarantine() {
        try (TrackedRosters rosters = TrackedRosters.of(program)) {
            rosters.quarantined();
        }
    }

    @Test
    void accept_letsTheNextRunLoseThePeopleOfTheQuarantine() {
        quarantine();
        Instant before = Instant.now();

        Ended accepted = program.inThisJvm("accept", "people");

        assertThat(accepted.code()).as(accepted.err()).isZero();
        assertThat(accepted.out().replaceAll("[0-9]{4}-[0-9-]+ [0-9:]+Z", "TIME"))
                .isEqualTo(
                        """
                        people: accepted until TIME
                        The next run replaces the old roster, even if the new one loses 2,345 of 20,000 people as it did on TIME.
                        If it loses anyone else, or is empty, it is quarantined again.

                        Departments that lose most
                          Sales (2)                  2,000
                          7                            345
                        """);
        try (TrackedRosters rosters = TrackedRosters.of(program)) {
            Instant until = rosters.repository()
                    .quarantine(TrackedRosters.FLOW)
                    .orElseThrow()
                    .allowedUntil();
            assertThat(until)
                    .isBetween(
                            before.plus(RosterRepository.ACCEPTANCE).minusMillis(1),
                            Instant.now().plus(Duration.ofDays(7)));
            assertThat(rosters.repository()
                            .isAccepted(TrackedRosters.FLOW, List.of(new PersonId("lina")), Instant.now()))
                    .isTrue();
        }
    }

    @Test
    void accept_hasJson() throws Exception {
        quarantine();

        JsonNode line = json(program.inThisJvm("accept", "people", "--output", "json")
                        .out())
                .get(0);

        assertThat(Rehearsal.keys(line))
                .containsExactly("flow", "quarantinedAt", "lost", "before", "departments", "acceptedUntil");
        assertThat(line.get("departments").toString())
                .isEqualTo("[{\"department\":2,\"name\":\"Sales\",\"people\":2000},{\"department\":7,\"people\":345}]");
        assertThat(line.get("acceptedUntil").asText()).endsWith("Z");
    }

    @Test
    void accept_whenNothingIsQuarantined_changesNothing() {
        Ended nothing = program.inThisJvm("accept", "people");

        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).contains("The roster of the flow people is not quarantined, so nothing was changed.");
        assertThat(program.inThisJvm("accept", "peopel").err()).contains("did you mean people?");
        Ended board = program.inThisJvm("accept", "board");
        assertThat(board.code()).isEqualTo(2);
        assertThat(board.err()).contains("The flow board is not a roster");
        assertThat(program.folder().resolve("rollcall-data")).doesNotExist();
    }

    @Test
    void check_ofAQuarantinedRoster_warnsAndSaysWhatToDo() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root.resolve("checked"));
                TrackedRosters rosters = TrackedRosters.of(rehearsal.program)) {
            rosters.quarantined();

            Ended check = rehearsal.inThisJvm("check", "--output", "json");

            assertThat(check.code()).isZero();
            assertThat(json(check.out()))
                    .filteredOn(line -> line.path("check").asText().equals("quarantine"))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.get("result").asText()).isEqualTo("warning");
                        assertThat(line.get("flows").toString()).isEqualTo("[\"people\"]");
                        assertThat(line.get("message").asText())
                                .contains("2,345 of 20,000 people", "rollcall accept people");
                    });
        }
    }
}
