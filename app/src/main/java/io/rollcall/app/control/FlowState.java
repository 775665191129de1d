package io.rollcall.app.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import io.rollcall.json.WireName;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.Trigger;
import io.rollcall.report.Unchanged;
import io.rollcall.state.Pause;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a flow is. Immutable.
 *
 * @param accounts the names of the accounts that it asks
 * @param why why it is in this state; null where the state says it all
 * @param schedule as configured, or {@code events} where only events start its runs; null if nothing starts them
 * @param nextRun when it runs next on its schedule; null if unknown or never
 * @param runningSince since when a run is under way; null if none is
 * @param last its last run in this process; null if there was none
 * @param pause the pause that keeps it from making changes; null if there is none
 * @param quarantine of its roster; null if there is none
 * @param stale whether a scheduled run is overdue
 * @param week how its runs ended on each of the last seven days, the last one today
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"flow", "type", "accounts", "state"})
public record FlowState(
        String flow,
        String type,
        List<String> accounts,
        State state,
        @Nullable String why,
        @Nullable String schedule,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant nextRun,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant runningSince,
        @Nullable LastRun last,
        @Nullable Pause pause,
        @Nullable QuarantineState quarantine,
        boolean stale,
        List<Day> week) {
    public FlowState {
        accounts = List.copyOf(accounts);
        week = List.copyOf(week);
    }

    /** What a flow does now. */
    public enum State implements WireName {
        /** A run is under way. */
        RUNNING("running"),
        /** Waits for its next run. */
        IDLE("idle"),
        /** Another process runs it. */
        WAITING("waiting"),
        /** Does not run in this process. */
        OFF("off"),
        /** Reads, and makes no changes. */
        PAUSED("paused");

        private final String word;

        State(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * A run.
     *
     * @param changes how many changes have which status
     * @param unchanged how many listed people and phones were not changed for which reason
     * @param problems at most {@value #MOST_PROBLEMS} of them
     * @param roster of a roster flow; null for other flows
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LastRun(
            @JsonSerialize(using = UtcTime.class) Instant startedAt,
            @JsonSerialize(using = UtcTime.class) Instant endedAt,
            long durationMs,
            Trigger trigger,
            RunOutcome outcome,
            Map<String, Long> changes,
            Map<String, Long> unchanged,
            List<Problem> problems,
            long problemCount,
            @Nullable RosterResult roster) {
        static final int MOST_PROBLEMS = 50;

        static LastRun of(FlowReport report) {
            List<Problem> problems = report.result().problems();
            return new LastRun(
                    report.startedAt(),
                    report.startedAt().plus(report.duration()),
                    report.duration().toMillis(),
                    report.trigger(),
                    report.result().outcome(),
                    counts(report.result().changes(), Change::status),
                    counts(report.result().unchanged(), Unchanged::reason),
                    problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())),
                    problems.size(),
                    report.result().roster());
        }

        private static <T> Map<String, Long> counts(List<T> all, Function<T, ? extends WireName> word) {
            return all.stream()
                    .collect(Collectors.groupingBy(one -> word.apply(one).word(), TreeMap::new, Collectors.counting()));
        }
    }

    /** How many runs ended how on a day, in Rollcall's time zone. */
    @DocumentedJson
    public record Day(
            @JsonSerialize(using = com.fasterxml.jackson.databind.ser.std.ToStringSerializer.class) LocalDate day,
            long complete,
            long incomplete,
            long failed,
            long quarantined) {}
}
