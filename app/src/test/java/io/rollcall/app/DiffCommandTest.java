package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.state.RosterRepository.StagedPerson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rollcall diff} shows of a tracked roster. */
@Tag("slow")
class DiffCommandTest {
    @TempDir
    Path root;

    private Program program;

    @BeforeEach
    void configure() throws Exception {
        program = Program.below(root);
        write("rollcall.flow.people.track=true\n");
    }

    private void write(String more) throws Exception {
        Files.writeString(
                program.folder().resolve("rollcall.properties"),
                """
                rollcall.timezone=UTC
                rollcall.flow.people.type=roster
                rollcall.flow.people.output=people.ndjson
                rollcall.flow.board.type=cohost
                """
                        + more);
    }

    private TrackedRosters rosters() {
        return TrackedRosters.of(program);
    }

    /** Two runs after the first one, with a change of each kind. */
    private void someWeek() {
        try (TrackedRosters rosters = rosters()) {
            rosters.baseline();
            rosters.run(
                    rosters.person("zhao", "赵云", null, List.of(Kind.JOINED), 2, 9),
                    rosters.person("john", "John Brown", null, List.of(Kind.MOVED), 3),
                    rosters.person("lina", "李娜", null, List.of(Kind.CHANGED), 2),
                    rosters.person("mary", "Mary Smith", null, List.of(Kind.UNSEEN)));
            rosters.run(
                    rosters.person("mary", "Mary Jones", null, List.of(Kind.RETURNED, Kind.RENAMED), 2),
                    rosters.person("zhao", "赵云", null, List.of(Kind.MOVED), 3),
                    rosters.person("john", "John Brown", null, List.of(Kind.LEFT)));
        }
    }

    @Test
    void diff_showsTheChangesByKind_theOldestFirst() throws Exception {
        someWeek();

        Ended diff = program.inThisJvm("diff", "people");

        assertThat(diff.code()).as(diff.err()).isZero();
        assertThat(diff.out().replaceAll("[0-9]{4}-[0-9-]+ [0-9:]+Z", "TIME"))
                .isEqualTo(
                        """
                        people: 8 changes since TIME
                        last run TIME, complete: 3 of the company's 4 people
                        tracked since TIME; the first run is the baseline, so earlier changes are unknown

                          joined            1
                          left              1
                          returned          1
                          moved             2
                          renamed           1
                          changed           1
                          unseen            1

                        Joined
                          TIME  zhao          Sales (2), 9

                        Left, with proof
                          TIME  john          销售二部 (3)

                        Returned
                          TIME  mary          Sales (2)

                        Moved
                          TIME  john          Sales (2), 销售二部 (3) -> 销售二部 (3)
                          TIME  zhao          Sales (2), 9 -> 销售二部 (3)

                        Renamed
                          TIME  mary

                        Changed
                          TIME  lina          title, mobile

                        Unseen: not in the directory, without proof that the person has left
                          TIME  mary          7
                        """);
        assertThat(diff.err()).contains("Store: ");
    }

    @Test
    void diff_whenNamesAreWanted_showsThemBesideTheIds() throws Exception {
        someWeek();

        assertThat(program.inThisJvm("diff", "people", "--set", "rollcall.report.names=true")
                        .out())
                .contains("zhao 赵云 ", "mary Mary Jones");
        assertThat(program.inThisJvm("diff", "people").out()).doesNotContain("赵云", "Mary");
        assertThat(program.onATerminal("diff", "people").out()).contains("zhao 赵云 ");
    }

    @Test
    void diff_asJson_isALineAChange_inTheirOrder() throws Exception {
        someWeek();

        Ended diff = program.inThisJvm("diff", "people", "--output", "json", "--set", "rollcall.report.names=true");

        List<JsonNode> lines = json(diff.out());
        assertThat(lines).hasSize(8);
        assertThat(lines)
                .filteredOn(line -> line.get("change").asText().equals("moved"))
                .first()
                .satisfies(moved -> assertThat(moved.toString())
                        .isEqualTo("{\"id\":\"" + TrackedRosters.changeId("john", 1, Kind.MOVED) + "\",\"at\":\""
                                + moved.get("at").asText()
                                + "\",\"flow\":\"people\",\"change\":\"moved\",\"userId\":\"john\",\"unionId\":\"UN-john\","
                                + "\"from\":[2,3],\"to\":[3]}"));
        assertThat(lines.get(0).get("at").asText()).endsWith("Z");
        assertThat(diff.out()).doesNotContain("赵云");
    }

    @Test
    void diff_sinceATime_leavesOutWhatWasBefore() throws Exception {
        someWeek();
        String since = TrackedRosters.at(2).minusSeconds(60).toString();

        assertThat(json(program.inThisJvm("diff", "people", "--since", since, "--output", "json")
                        .out()))
                .hasSize(4);
        assertThat(program.inThisJvm("diff", "people", "--since", since).out())
                .startsWith("people: 4 changes since ")
                .doesNotContain("tracked since");
        assertThat(program.inThisJvm("diff", "people", "--since", "2h").out())
                .startsWith("people: no changes since ")
                .contains("last run");
        Ended wrong = program.inThisJvm("diff", "people", "--since", "yesterday");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--since must be a time back from now");
    }

    @Test
    void diff_ofManyChanges_showsEachOnce() throws Exception {
        try (TrackedRosters rosters = rosters()) {
            rosters.baseline();
            rosters.run(IntStream.range(0, 2_345)
                    .mapToObj(i -> rosters.person("p" + i, "P" + i, null, List.of(Kind.JOINED, Kind.CHANGED), 2))
                    .toArray(StagedPerson[]::new));
        }

        Ended text = program.inThisJvm("diff", "people");
        assertThat(text.out()).startsWith("people: 4,690 changes since ");
        assertThat(text.lines().stream().filter(line -> line.contains("title, mobile")))
                .hasSize(2_345)
                .doesNotHaveDuplicates();
        assertThat(json(program.inThisJvm("diff", "people", "--output", "json").out()))
                .hasSize(4_690)
                .doesNotHaveDuplicates();
    }

    @Test
    void diff_ofAQuarantinedRoster_saysSo() throws Exception {
        try (TrackedRosters rosters = rosters()) {
            rosters.baseline().quarantined();
        }

        assertThat(program.inThisJvm("diff", "people").out())
                .contains("the new roster would lose 2,345 of 20,000 people", "rollcall accept people");
        assertThat(program.inThisJvm("diff", "people", "--output", "json"))
                .satisfies(diff -> assertThat(diff.out()).isEmpty())
                .satisfies(diff -> assertThat(diff.err()).contains("2,345 of 20,000"));
    }

    @Test
    void diff_whenNothingIsTracked_saysWhy() throws Exception {
        Ended never = program.inThisJvm("diff", "people");
        assertThat(never.code()).isZero();
        assertThat(never.out()).contains("The flow people has not run yet", "the baseline");
        Ended asJson = program.inThisJvm("diff", "people", "--output", "json");
        assertThat(asJson.out()).isEmpty();
        assertThat(asJson.err()).contains("The flow people has not run yet");

        Ended unknown = program.inThisJvm("diff", "peopel");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no flow 'peopel'; did you mean people?");
        Ended board = program.inThisJvm("diff", "board");
        assertThat(board.code()).isEqualTo(2);
        assertThat(board.err()).contains("The flow board is not a roster");
        assertThat(program.inThisJvm("diff").code()).isEqualTo(2);

        write("");
        Ended untracked = program.inThisJvm("diff", "people");
        assertThat(untracked.code()).isEqualTo(2);
        assertThat(untracked.err()).contains("The flow people is not tracked", "rollcall.flow.people.track=true");
    }

    @Test
    void diff_needsTheStoreAndTheNameOfTheFlowOnly() throws Exception {
        someWeek();
        write("rollcall.flow.people.track=true\nrollcall.dingtalk.client-secret-file=missing\nrollcall.nonsense=1\n");
        assertThat(program.inThisJvm("diff", "people").code()).isZero();

        // beside an application with flows of its own
        Files.delete(program.folder().resolve("rollcall.properties"));
        String store = "rollcall.store.url=embedded:" + program.folder().resolve("rollcall-data");
        Ended beside = program.inThisJvm("diff", "people", "--set", store);
        assertThat(beside.code()).isZero();
        assertThat(beside.err()).contains("No flow is configured here, so the name was not checked.");
        Ended elsewhere = program.in(root).inThisJvm("diff", "people");
        assertThat(elsewhere.code()).isEqualTo(2);
        assertThat(elsewhere.err()).contains("nothing is configured here");
    }
}
