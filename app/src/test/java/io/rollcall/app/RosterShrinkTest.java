package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.app.Program.Ended;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the files of a roster when the directory shows far fewer people than before. */
@Tag("slow")
class RosterShrinkTest {
    @TempDir
    Path root;

    private static String gone(int people) {
        return IntStream.range(0, people)
                .mapToObj(i -> "{\"userId\":\"gone" + i + "\"}\n")
                .collect(Collectors.joining());
    }

    @Test
    void once_whenTooManyWouldGo_replacesNothingUntilItIsAccepted() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.write("people.ndjson", gone(20));

            Ended ended = rehearsal.inThisJvm("once", "people", "--output", "json");

            assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(3);
            JsonNode report = json(ended.out()).get(0);
            assertThat(report.get("outcome").asText()).isEqualTo("quarantined");
            assertThat(report.get("problems")).hasSize(1);
            assertThat(report.at("/problems/0/message").asText()).contains("20 of 20", "--accept");
            assertThat(rehearsal.read("people.ndjson")).isEqualTo(gone(20));
            assertThat(rehearsal.read("people.quarantined.ndjson").lines()).hasSize(8);

            Ended plan = rehearsal.inThisJvm("plan", "people");
            assertThat(plan.code()).isEqualTo(3);
            assertThat(plan.out()).startsWith("people: quarantined");
            assertThat(rehearsal.read("people.ndjson")).isEqualTo(gone(20));

            assertThat(rehearsal.inThisJvm("once", "people", "--accept").code()).isZero();
            assertThat(rehearsal.read("people.ndjson").lines()).hasSize(8);
            assertThat(rehearsal.files()).isSubsetOf("people.ndjson", "rollcall-data", "rollcall.properties");
        }
    }

    @Test
    void once_whenNobodyIsThere_neverReplacesAnything() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root, company -> {
            company.withArray("people").removeAll();
            company.withArray("meetings").removeAll();
        })) {
            rehearsal.write("people.ndjson", gone(3));

            for (String[] how : new String[][] {
                {"once", "people"},
                {"once", "people", "--accept"},
                {"once", "people", "--set", "rollcall.flow.people.max-shrink=0"}
            }) {
                Ended ended = rehearsal.inThisJvm(how);
                assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(3);
                assertThat(ended.out()).startsWith("people: quarantined");
                assertThat(rehearsal.read("people.ndjson")).isEqualTo(gone(3));
            }
        }
    }

    @Test
    void once_whenCompleteAgain_removesWhatAnIncompleteRunLeft() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.write("people.incomplete.csv", "userId\r\nold\r\n");
            rehearsal.write("people.quarantined.csv", "userId\r\nold\r\n");
            rehearsal.write("people.incomplete.ndjson", "another's");

            Ended ended = rehearsal.inThisJvm("once", "people", "--set", "rollcall.flow.people.output=people.csv");

            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            assertThat(rehearsal.files())
                    .contains("people.csv", "people.incomplete.ndjson")
                    .doesNotContain("people.incomplete.csv", "people.quarantined.csv");
        }
    }

    @Test
    void once_whenAcceptingWithoutARoster_isWrongUsage() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal.inThisJvm("once", "board", "--accept");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("--accept is for roster flows");
        }
    }

    @Test
    void once_whenExcelWouldChangeCells_protectsThemOnRequest() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root, company -> {
            ObjectNode person = (ObjectNode) company.withArray("people").get(0);
            person.put("jobNumber", "007").put("title", "MAR1").put("workPlace", "x;=1+1");
        })) {
            String output = "rollcall.flow.people.output=people.csv";
            assertThat(rehearsal.inThisJvm("once", "people", "--set", output).code())
                    .isZero();
            assertThat(rehearsal.read("people.csv")).contains(",007,", ",MAR1,", ",'x;'=1+1,");

            Ended ended = rehearsal.inThisJvm(
                    "once", "people", "--set", output, "--set", "rollcall.flow.people.csv-excel=true");
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            assertThat(rehearsal.read("people.csv"))
                    .contains(
                            ",\"=\"\"007\"\"\",",
                            ",\"=\"\"MAR1\"\"\",",
                            ",\"=\"\"179997318850453160\"\"\",",
                            ",13800138001,");
        }
    }

    @Test
    void plan_whenTheHuaweiUserMayBeMistyped_saysWhatThatWouldDo() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended typed = rehearsal.inThisJvm("plan", "people", "--set", "rollcall.huawei.user-id=zhangsam");
            assertThat(typed.lines().get(0))
                    .contains("rollcall.huawei.user-id is 'zhangsam'", "registers a new person");

            assertThat(rehearsal.inThisJvm("plan", "people").out()).doesNotContain("user-id");
        }
    }

    @Test
    void check_whenTheDepartmentHasNobody_asksTheOtherVendorAllTheSame() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(
                root, company -> ((ObjectNode) company.withArray("people").get(0))
                        .putArray("departments")
                        .add(2))) {
            Ended ended = rehearsal.inThisJvm("check", "--output", "json");

            assertThat(json(ended.out()))
                    .filteredOn(line -> line.path("check").asText().equals("huawei.user-details"))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.get("result").asText()).isEqualTo("ok");
                        assertThat(line.get("message").asText())
                                .contains("No person")
                                .contains("department 1");
                    });
        }
    }
}
