package io.rollcall.app.control;

import io.rollcall.camel.support.Schedules;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.CheckLine;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.ScheduleTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Notes on schedules: the longest waiting time of a person, and the next runs. */
public final class ScheduleNotes {
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter WITH_SECONDS =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;
    private final Instant now;
    private final AutoPlans plans;

    /** @param zone the zone of cron expressions and of shown times */
    public ScheduleNotes(ZoneId zone, Instant now, AutoPlans plans) {
        this.plans = plans;
        this.zone = zone;
        this.now = now;
    }

    /**
     * One note.
     *
     * @param what {@code waiting time} or {@code next runs}
     */
    public record Note(String what, String flow, String text) {
        /** As a line of its own. */
        public String words() {
            return what + " of " + flow + ": " + text;
        }
    }

    /** The notes on the flows that have a schedule. */
    public List<Note> of(List<FlowConfig> flows) {
        List<Note> notes = new ArrayList<>();
        for (FlowConfig flow : flows) {
            Schedule schedule = flow.schedule();
            if (AutoPlans.isAuto(flow)) {
                plans.waiting(flow).ifPresent(words -> notes.add(new Note("waiting time", flow.name(), words)));
                List<Instant> next = plans.next(flow);
                if (!next.isEmpty()) {
                    notes.add(new Note("next runs", flow.name(), times(next)));
                }
            } else if (schedule != null) {
                ScheduleTimes times = Schedules.of(schedule, zone);
                times.waiting(now)
                        .map(waiting ->
                                new Note("waiting time", flow.name(), flow.waiting() + " waits " + waiting.words()))
                        .ifPresent(notes::add);
                if (times instanceof ScheduleTimes.OfCron cron) {
                    notes.add(new Note("next runs", flow.name(), nextRuns(cron)));
                }
            }
        }
        return notes;
    }

    /** The notes as lines of a check. */
    public List<CheckLine> checks(List<FlowConfig> flows) {
        return of(flows).stream()
                .map(note -> CheckLine.of(note.what(), CheckLine.Result.OK, null, List.of(note.flow()), note.text()))
                .toList();
    }

    private String nextRuns(ScheduleTimes.OfCron cron) {
        return times(cron.nextThree(now))
                + cron.times().remark().map(remark -> ". " + remark).orElse("");
    }

    private String times(List<Instant> next) {
        boolean seconds = next.stream().anyMatch(time -> time.getEpochSecond() % 60 != 0);
        String times = next.stream()
                .map(time -> time.atZone(zone).format(seconds ? WITH_SECONDS : DAY_AND_TIME))
                .collect(Collectors.joining(", "));
        return times + " (" + zone + ")";
    }
}
