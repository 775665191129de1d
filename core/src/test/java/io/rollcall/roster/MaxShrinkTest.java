package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig.Format;
import io.rollcall.roster.RosterConfig.MaxShrink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does with the roster that it would replace. */
class MaxShrinkTest {
    private static Rehearsal rehearsal(int people, Format format, byte[] existing) {
        Rehearsal rehearsal = new Rehearsal(Company.of(people, 2));
        rehearsal.format = format;
        rehearsal.existing = existing;
        return rehearsal;
    }

    /** The file of a company of so many people, as a run writes it. */
    private static byte[] file(int people, Format format, boolean forExcel, UnaryOperator<String> ids) {
        Rehearsal rehearsal = new Rehearsal(Company.of(people, 2));
        rehearsal.company.departments.values().forEach(node -> node.people().replaceAll(ids));
        rehearsal.format = format;
        rehearsal.csvExcel = forExcel;
        rehearsal.conduct();
        return rehearsal.file();
    }

    private static byte[] file(int people, Format format) {
        return file(people, format, false, UnaryOperator.identity());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void conduct_whenTooManyWouldGo_writesBesideAndSaysHowMany(Format format) {
        Rehearsal rehearsal = rehearsal(80, format, file(100, format));

        RunResult result = rehearsal.conduct();

        String ext = format.name().toLowerCase();
        assertThat(result.outcome()).isEqualTo(RunOutcome.QUARANTINED);
        assertThat(rehearsal.finish.file()).isEqualTo(Path.of("out", "roster.quarantined." + ext));
        assertThat(rehearsal.finish.complete()).isFalse();
        assertThat(result.roster().written()).isEqualTo("out/roster.quarantined." + ext);
        assertThat(result.problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("20 of 100", "10%", "roster.quarantined", "rollcall once roster --accept");
        assertThat(rehearsal.told).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"100,91,COMPLETE", "100,90,COMPLETE", "100,89,QUARANTINED", "9,1,COMPLETE", "12,1,QUARANTINED"})
    void conduct_countsThoseWhoGo(int before, int now, RunOutcome outcome) {
        assertThat(rehearsal(now, Format.NDJSON, file(before, Format.NDJSON))
                        .conduct()
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void conduct_whenAsManyComeAsGo_countsThoseWhoGo() {
        byte[] others = file(100, Format.CSV, false, id -> "other-" + id);

        assertThat(rehearsal(200, Format.CSV, others).conduct().outcome()).isEqualTo(RunOutcome.QUARANTINED);
    }

    @Test
    void conduct_whenNobodyIsThere_neverReplacesAnything() {
        for (byte[] existing : new byte[][] {null, new byte[0], file(100, Format.NDJSON)}) {
            for (MaxShrink any : new MaxShrink[] {MaxShrink.ANY, new MaxShrink(10, true)}) {
                Rehearsal rehearsal = rehearsal(0, Format.NDJSON, existing);
                rehearsal.maxShrink = any;

                RunResult result = rehearsal.conduct();

                assertThat(result.outcome()).isEqualTo(RunOutcome.QUARANTINED);
                assertThat(rehearsal.finish).isNull();
                assertThat(result.roster().written()).isNull();
                assertThat(result.problems()).singleElement();
            }
        }
    }

    @Test
    void conduct_whenAnyNumberMayGo_replaces() {
        Rehearsal rehearsal = rehearsal(1, Format.NDJSON, "no roster".getBytes(StandardCharsets.UTF_8));
        rehearsal.maxShrink = MaxShrink.ANY;

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(rehearsal.finish.obsolete())
                .containsExactly(
                        Path.of("out", "roster.incomplete.ndjson"), Path.of("out", "roster.quarantined.ndjson"));
    }

    @Test
    void conduct_whenIncomplete_isNeverQuarantined() {
        Rehearsal rehearsal = rehearsal(20, Format.NDJSON, file(100, Format.NDJSON));
        rehearsal.company.departments.get(1L).hiddenChildren().add(2L);

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        assertThat(rehearsal.finish.obsolete()).isEmpty();
    }

    @Test
    void conduct_whenOnlyPlanning_saysSoAndWritesNothing() {
        Rehearsal rehearsal = rehearsal(20, Format.NDJSON, file(100, Format.NDJSON));
        rehearsal.mode = Mode.PLAN;

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.QUARANTINED);
        assertThat(rehearsal.finish).isNull();
        assertThat(result.problems().get(0).message()).doesNotContain("quarantined.ndjson");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CSV|a;b;c",
                "CSV|name,title\\nx,y\\n",
                "CSV|userId,name\\n\"u1,x\\n",
                "CSV|\\n\\n",
                "NDJSON|userId,name\\nu1,x\\n",
                "NDJSON|{\"name\":\"x\"}",
                "NDJSON|{\"userId\":7}",
                "NDJSON|{\"userId\":\"u1\"}\\n{\"userId\":\"u",
                "NDJSON|[{\"userId\":\"u1\"}]",
                "NDJSON|<html>"
            })
    void conduct_whenTheFileIsForeign_hasNobodyToLose(Format format, String text) {
        RunResult result = rehearsal(20, format, text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8))
                .conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
    }

    @Test
    void conduct_whenTheFileIsCut_countsThePeopleBeforeTheCut() {
        String cut =
                IntStream.range(0, 40)
                                .mapToObj(i -> "{\"userId\":\"left" + i + "\"}\n")
                                .collect(Collectors.joining()) + "{\"userId\":\"u";

        assertThat(rehearsal(20, Format.NDJSON, cut.getBytes(StandardCharsets.UTF_8))
                        .conduct()
                        .outcome())
                .isEqualTo(RunOutcome.QUARANTINED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\uFEFF",
                "userId",
                "\uFEFFname,userId\r\n",
                "\uFEFFname,\"userId\"\r\nx,u1\r\n\r\n\"a\nb\",\"u2\"",
                "userId,name\nu1,\nu1,x\nu2,\n,\n"
            })
    void conduct_whenTheFileWasEditedByHand_readsIt(String text) {
        Rehearsal rehearsal = rehearsal(20, Format.CSV, text.getBytes(StandardCharsets.UTF_8));
        rehearsal.maxShrink = new MaxShrink(1, false);

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);
    }

    @Test
    void conduct_whenIdsStandTwice_countsThemOnce() {
        Rehearsal rehearsal = rehearsal(20, Format.CSV, "userId\nx\nx\nx\n".getBytes(StandardCharsets.UTF_8));
        rehearsal.maxShrink = new MaxShrink(1, false);

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void conduct_whenIdsWereGuardedOrProtected_knowsThemAgain(boolean forExcel) {
        UnaryOperator<String> odd = id -> id.length() % 2 == 0 ? "=" + id : "00" + id.substring(1);
        Rehearsal rehearsal = rehearsal(100, Format.CSV, file(100, Format.CSV, forExcel, odd));
        rehearsal.company.departments.values().forEach(node -> node.people().replaceAll(odd));
        rehearsal.maxShrink = new MaxShrink(1, false);

        assertThat(rehearsal.conduct().outcome()).isEqualTo(RunOutcome.COMPLETE);
    }
}
