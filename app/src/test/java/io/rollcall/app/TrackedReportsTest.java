package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a roster that really runs, against a company that changes. */
@Tag("slow")
class TrackedReportsTest {
    @TempDir
    Path root;

    private Rehearsal tracked() throws Exception {
        return Rehearsal.below(root).and("rollcall.flow.people.track=true", "rollcall.timezone=UTC");
    }

    private static Ended once(Rehearsal rehearsal, int code) {
        Ended ended = rehearsal.inThisJvm("once", "people");
        assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(code);
        return ended;
    }

    @Test
    void changes_areInTheReport_inDiff_andInFind() throws Exception {
        try (Rehearsal rehearsal = tracked()) {
            assertThat(once(rehearsal, 0).out()).contains("\n8 of the company's 8 people in 4 departments\n");
            assertThat(rehearsal.inThisJvm("diff", "people").out()).startsWith("people: no changes since ");

            rehearsal.sandbox.directory().leave("mary");
            rehearsal.sandbox.directory().move("john", 3);
            rehearsal
                    .sandbox
                    .directory()
                    .join("{\"userId\":\"zhaoyun\",\"unionId\":\"UN-zhaoyun\",\"name\":\"赵云\","
                            + "\"mobile\":\"13800138009\",\"stateCode\":\"86\",\"departments\":[4]}");
            assertThat(once(rehearsal, 0).out())
                    .contains("Changed: 1 joined, 1 left, 1 moved (rollcall diff people shows them)");

            String diff = rehearsal.program.onATerminal("diff", "people").out();
            assertThat(diff)
                    .startsWith("people: 3 changes since ")
                    .containsPattern("zhaoyun 赵云 +Platform \\(4\\)")
                    .containsPattern("mary Mary O'Neil +Platform \\(4\\)")
                    .containsPattern("john .* +Platform \\(4\\) -> 销售部 \\(3\\)");
            assertThat(json(rehearsal
                            .inThisJvm("find", "138 0013 8009", "--output", "json")
                            .out()))
                    .singleElement()
                    .satisfies(zhao -> assertThat(zhao.get("flow").asText()).isEqualTo("people"));
            assertThat(rehearsal.inThisJvm("find", "mary").out()).contains(" left ");
        }
    }

    @Test
    void quarantine_endsWithTheRunThatWasAccepted() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(
                        root, company -> IntStream.range(0, 30).forEach(i -> company.withArray("people")
                                .addObject()
                                .put("userId", "p" + i)
                                .put("unionId", "UN-p" + i)
                                .put("name", "P " + i)
                                .putArray("departments")
                                .add(3)))
                .and("rollcall.flow.people.track=true", "rollcall.timezone=UTC")) {
            once(rehearsal, 0);
            IntStream.range(0, 20).forEach(i -> rehearsal.sandbox.directory().leave("p" + i));

            Ended quarantined = once(rehearsal, 3);
            assertThat(quarantined.out())
                    .startsWith("people: quarantined")
                    .contains("Quarantined: the new roster would lose 20 of 38 people; the old one was kept")
                    .containsPattern("\\n  销售部 \\(3\\) +20\\n")
                    .contains("rollcall accept people")
                    .doesNotContain("Changed: ", "Largest losses");
            assertThat(rehearsal.inThisJvm("diff", "people").out())
                    .contains("no changes", "would lose 20 of 38 people", "rollcall accept people");
            assertThat(rehearsal.inThisJvm("check").out()).contains("quarantine", "WARNING");

            assertThat(rehearsal.inThisJvm("accept", "people").code()).isZero();
            rehearsal.sandbox.directory().leave("p29");
            assertThat(once(rehearsal, 3).out()).contains("would lose 21 of 38 people");
            assertThat(rehearsal.inThisJvm("accept", "people").code()).isZero();
            assertThat(once(rehearsal, 0).out()).contains("Changed: 21 left");
            assertThat(rehearsal.inThisJvm("accept", "people").code()).isEqualTo(1);
            assertThat(rehearsal.inThisJvm("check").out()).doesNotContain("quarantine");
        }
    }

    @Test
    void names_areBesideTheIdsOfOtherFlowsReports_onATerminalOnly() throws Exception {
        try (Rehearsal rehearsal = tracked()) {
            once(rehearsal, 0);
            String names = "rollcall.report.names=true";

            assertThat(rehearsal
                            .program
                            .onATerminal("plan", "board", "--set", names)
                            .out())
                    .contains("UN-mary Mary O'Neil");
            for (Ended other : List.of(
                    rehearsal.inThisJvm("plan", "board", "--set", names),
                    rehearsal.program.onATerminal("plan", "board"),
                    rehearsal.program.onATerminal("plan", "board", "--set", names, "--output", "json"))) {
                assertThat(other.out()).contains("UN-mary").doesNotContain("Mary O'Neil");
            }
        }
    }
}
