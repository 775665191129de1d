package io.rollcall.tell;

import io.rollcall.call.Moment;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.UnreadMeetings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one channel says about runs, and when: a new failure at once; the same failure again only when it changes, when
 * it ends, and once a day; anything else at most once in {@code every}, merged into one message. Nothing is due in quiet hours.
 * Times are passed in, so a test drives them by hand; waits are measured by the monotonic clock. Not thread-safe.
 */
public final class Digest {
    private final ZoneId zone;
    private Channel channel;
    private Map<String, Map<String, Told>> told = Map.of();
    private Map<String, PendingFlow> pending = new TreeMap<>();
    private @Nullable Sending sending;
    private @Nullable Instant urgentSince;
    private @Nullable Instant waitingSince;
    private @Nullable Instant sentAt;

    /** What a message that is being sent says. */
    private record Sending(Map<String, PendingFlow> content, boolean urgent, Instant since) {}

    /** A digest with nothing to say, of a channel that reported nothing. */
    public Digest(Channel channel, ZoneId zone) {
        this.channel = channel;
        this.zone = zone;
    }

    /** Goes on with other settings. */
    public void use(Channel changed) {
        channel = changed;
    }

    /**
     * Notes what the channel reported, by this process or another one: that is not said again.
     *
     * @param reported by flow; of all flows
     */
    public void knows(Map<String, List<Told>> reported, Moment now) {
        Map<String, Map<String, Told>> read = new TreeMap<>();
        reported.forEach((flow, failures) -> {
            Map<String, Told> known = new LinkedHashMap<>();
            failures.forEach(failure -> known.put(failure.failure(), failure));
            read.put(flow, known);
        });
        told = read;
        for (PendingFlow flow : List.copyOf(pending.values())) {
            if (flow.forgetKnown(known(flow.flow(), now), now.wall()) && !says(flow)) {
                pending.remove(flow.flow());
            }
        }
        settle(now);
    }

    private boolean says(PendingFlow flow) {
        return flow.isFailureOrRecovery()
                || channel.when() == When.REPORTS
                || channel.when().tellsChanges() && !flow.changes().isEmpty();
    }

    /** What people know of a flow, as soon as the message arrives that is being sent. */
    private Map<String, Told> known(String flow, Moment now) {
        Map<String, Told> known = new LinkedHashMap<>(told.getOrDefault(flow, Map.of()));
        PendingFlow said = sending == null ? null : sending.content().get(flow);
        if (said != null) {
            said.remember(known, now.wall());
        }
        return known;
    }

    /**
     * Takes a run's report. A plan is ignored.
     *
     * @param names of this run
     */
    public void add(FlowReport report, Names names, Moment now) {
        if (report.mode() == Mode.PLAN) {
            return;
        }
        Map<String, Told> known = known(report.flow(), now);
        known.values().removeIf(old -> old.over() && !old.isRecent(now.wall()));
        PendingFlow waiting = pending.computeIfAbsent(report.flow(), PendingFlow::new);
        Map<String, List<Problem>> failures =
                Failures.isStopped(report) ? Map.of() : Failures.of(report, known.keySet());
        boolean says =
                channel.when() == When.REPORTS || channel.when().tellsChanges() && PendingChanges.hasNews(report);
        if (!failures.isEmpty()) {
            waiting.forgetRecovery();
            if (failures.keySet().stream().anyMatch(failure -> Told.isDue(known.get(failure), now.wall()))) {
                waiting.failing(report, failures, known, now.wall());
                says = true;
            }
            boolean isNew = failures.keySet().stream().map(known::get).anyMatch(old -> old == null || old.over());
            if (isNew && urgentSince == null) {
                urgentSince = now.monotonic();
            }
        } else {
            List<Told> open =
                    known.values().stream().filter(failure -> !failure.over()).toList();
            List<String> failed = Stream.concat(open.stream().map(Told::failure), waiting.failures().stream())
                    .toList();
            if (Failures.areOver(report, failed)) {
                waiting.recovered(open, whenAllIsRead(report, now));
            }
        }
        if (says) {
            waiting.changes().add(report, channel.language().words(), channel.names() ? names : Names.NONE);
        }
        settle(now);
    }

    /** A poll that left meetings out shows that the flow is well once the next polls have read them too. */
    private static Moment whenAllIsRead(FlowReport report, Moment now) {
        UnreadMeetings unread = report.result().unread();
        return unread == null ? now : new Moment(now.wall(), now.monotonic().plus(unread.readWithin()));
    }

    private void settle(Moment now) {
        pending.values().removeIf(PendingFlow::isEmpty);
        if (pending.values().stream().allMatch(flow -> flow.failure() == null)) {
            urgentSince = null;
        }
        if (pending.isEmpty()) {
            waitingSince = null;
        } else if (waitingSince == null) {
            waitingSince = now.monotonic();
        }
    }

    /** How long nothing is to be sent; empty if there is nothing to say, or while a message is being sent. */
    public Optional<Duration> due(Moment now) {
        if (waitingSince == null || sending != null) {
            return Optional.empty();
        }
        Instant due = urgentSince != null
                ? urgentSince
                : isOnlyRecoveries() ? after(firstRecovery().plus(channel.every())) : after(waitingSince);
        Duration left = Duration.between(now.monotonic(), due);
        return Optional.of(afterQuiet(left.isNegative() ? Duration.ZERO : left, now));
    }

    private boolean isOnlyRecoveries() {
        return pending.values().stream().allMatch(PendingFlow::isOnlyRecovery);
    }

    private Instant firstRecovery() {
        return pending.values().stream()
                .flatMap(flow -> flow.recovery().stream())
                .map(Moment::monotonic)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Instant after(Instant time) {
        Instant next = sentAt == null ? time : sentAt.plus(channel.every());
        return next.isAfter(time) ? next : time;
    }

    /** As {@link #due}, before this process ends: nothing waits for more, except in quiet hours. */
    public Optional<Duration> dueAtEnd(Moment now) {
        return due(now).map(wait -> afterQuiet(Duration.ZERO, now));
    }

    /** A wait that does not end in quiet hours. */
    public Duration afterQuiet(Duration wait, Moment now) {
        QuietHours quiet = channel.quiet();
        return quiet == null
                ? wait
                : Duration.between(now.wall(), quiet.next(now.wall().plus(wait), zone));
    }

    /** Whether there is anything to say, now or later. */
    public boolean isWaiting() {
        return waitingSince != null || sending != null;
    }

    /** Whether a failure waits that people have not heard of. */
    public boolean isUrgent() {
        return urgentSince != null;
    }

    /**
     * The message with everything that waits. Until {@link #delivered} or {@link #notSent}, nothing else is due.
     *
     * @param pools what is left of the month
     * @param last whether no further message may be sent this month
     */
    public Message take(Pools pools, boolean last, Moment now) {
        Map<String, PendingFlow> later = new TreeMap<>();
        if (!isOnlyRecoveries()) {
            // a flow that comes and goes is not well yet
            Instant ripe = now.monotonic().minus(channel.every());
            pending.values()
                    .forEach(flow -> flow.splitRecoveryAfter(ripe).ifPresent(rest -> later.put(flow.flow(), rest)));
            pending.values().removeIf(PendingFlow::isEmpty);
        }
        Instant since = waitingSince == null ? now.monotonic() : waitingSince;
        sending = new Sending(pending, urgentSince != null, since);
        pending = later;
        waitingSince = null;
        settle(now);
        return new MessageWriter(channel, zone)
                .write(new ArrayList<>(sending.content().values()), pools, last);
    }

    /**
     * The message was sent, or may have been: it is not said again.
     *
     * @return what the channel reported, of the flows in the message, for the store
     */
    public Map<String, List<Told>> delivered(Moment now) {
        Map<String, List<Told>> known = new TreeMap<>();
        if (sending != null) {
            sending.content().keySet().forEach(flow -> {
                Map<String, Told> failures = known(flow, now);
                told = new TreeMap<>(told);
                told.put(flow, failures);
                known.put(flow, List.copyOf(failures.values()));
            });
        }
        sending = null;
        sentAt = now.monotonic();
        return known;
    }

    /** The message was not sent: it is merged with what came meanwhile, and due as before. */
    public void notSent() {
        Sending last = sending;
        if (last == null) {
            return;
        }
        sending = null;
        last.content().forEach((flow, earlier) -> pending.merge(flow, earlier, (later, first) -> first.plus(later)));
        waitingSince = last.since();
        if (last.urgent()) {
            urgentSince = last.since();
        }
    }

    /** Forgets what waits, because it may not be sent. What was not reported is new again when it is seen next. */
    public void drop() {
        pending.clear();
        waitingSince = null;
        urgentSince = null;
    }
}
