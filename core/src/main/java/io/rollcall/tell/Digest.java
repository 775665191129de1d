package io.rollcall.tell;

import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one channel says about runs, and when: a new failure at once; the same failure again only when it changes, when
 * it ends, and once a day; anything else at most once in {@code every}, merged into one message. Nothing is due in quiet hours.
 * Times are passed in, so a test drives them by hand. Not thread-safe.
 */
public final class Digest {
    /** How long people are assumed to know of a failure. */
    static final Duration REMINDER = Duration.ofDays(1);

    private final Channel channel;
    private final ZoneId zone;
    private final Map<String, Map<String, Told>> told = new TreeMap<>();
    private Map<String, PendingFlow> pending = new TreeMap<>();
    private @Nullable Sending sending;
    private @Nullable Instant urgentSince;
    private @Nullable Instant waitingSince;
    private @Nullable Instant sentAt;

    /** What a message that is being sent says, and what was known before it. */
    private record Sending(Map<String, PendingFlow> content, Map<String, Map<String, Told>> before, boolean urgent) {}

    /**
     * A digest with nothing to say.
     *
     * @param told what the channel reported before, by flow; after a restart from the store
     */
    public Digest(Channel channel, ZoneId zone, Map<String, List<Told>> told) {
        this.channel = channel;
        this.zone = zone;
        told.forEach((flow, failures) -> {
            Map<String, Told> known = new LinkedHashMap<>();
            failures.forEach(failure -> known.put(failure.failure(), failure));
            this.told.put(flow, known);
        });
    }

    /**
     * Takes a run's report. A plan is ignored.
     *
     * @param names of this run
     * @param now the time of day
     */
    public void add(FlowReport report, Names names, Instant now) {
        if (report.mode() == Mode.PLAN) {
            return;
        }
        String flow = report.flow();
        Map<String, Told> known = told.computeIfAbsent(flow, any -> new LinkedHashMap<>());
        known.values().removeIf(old -> old.over() && !isRecent(old, now));
        PendingFlow waiting = pending.computeIfAbsent(flow, PendingFlow::new);
        Set<String> failures = Failures.of(report);
        boolean says = channel.when() == When.REPORTS || channel.when().tellsChanges() && PendingFlow.hasNews(report);
        if (failures.isEmpty()) {
            recovered(waiting, known, now);
        } else {
            boolean fresh = failures.stream().anyMatch(failure -> isFresh(known.get(failure), now));
            boolean urgent = failures.stream().anyMatch(failure -> isNew(known.get(failure), now));
            waiting.forgetRecovery();
            if (fresh) {
                boolean goesOn =
                        failures.stream().map(known::get).allMatch(failure -> failure != null && !failure.over());
                waiting.failing(report, since(known.values(), waiting, now), goesOn);
                says = true;
                if (urgent && urgentSince == null) {
                    urgentSince = now;
                }
            }
        }
        if (says) {
            waiting.addRun(report, channel.language().words(), channel.names() ? names : Names.NONE);
        }
        settle(now);
    }

    private static void recovered(PendingFlow waiting, Map<String, Told> known, Instant now) {
        if (waiting.recoveredAt() != null) {
            return;
        }
        Optional<Instant> since = known.values().stream()
                .filter(failure -> !failure.over())
                .map(Told::since)
                .min(Instant::compareTo);
        if (waiting.failure() != null && waiting.failingSince() != null) {
            waiting.recovered(since.orElse(waiting.failingSince()), now);
        } else {
            since.ifPresent(time -> waiting.recovered(time, now));
        }
    }

    private static Instant since(Collection<Told> known, PendingFlow waiting, Instant now) {
        Instant pendingSince = waiting.failingSince();
        return known.stream()
                .filter(failure -> !failure.over())
                .map(Told::since)
                .min(Instant::compareTo)
                .orElse(pendingSince == null ? now : pendingSince);
    }

    /** Whether people must hear of a failure: it is new, it is back, or they heard of it a day ago. */
    private static boolean isFresh(@Nullable Told failure, Instant now) {
        return failure == null || failure.over() || !isRecent(failure, now);
    }

    /** Whether a failure cannot wait; one that comes and goes can. */
    private static boolean isNew(@Nullable Told failure, Instant now) {
        return failure == null || failure.over() && !isRecent(failure, now);
    }

    private static boolean isRecent(Told failure, Instant now) {
        return now.isBefore(failure.at().plus(REMINDER))
                && !now.isBefore(failure.at().minus(REMINDER));
    }

    private void settle(Instant now) {
        pending.values().removeIf(PendingFlow::isEmpty);
        if (pending.isEmpty()) {
            waitingSince = null;
            urgentSince = null;
        } else if (waitingSince == null) {
            waitingSince = now;
        }
    }

    /** When there is something to send; empty if there is nothing to say, or while a message is being sent. */
    public Optional<Instant> due() {
        if (waitingSince == null || sending != null) {
            return Optional.empty();
        }
        Instant due;
        if (urgentSince != null) {
            due = after(urgentSince, channel.kind().gap());
        } else {
            due = pending.values().stream().allMatch(Digest::isOnlyRecovery)
                    // a flow that comes and goes is not well yet
                    ? after(firstRecovery().plus(channel.every()), channel.every())
                    : after(waitingSince, channel.every());
        }
        return Optional.of(channel.quiet() == null ? due : channel.quiet().next(due, zone));
    }

    /** When there is something to send before this process ends: what is due soon is due at once, except in quiet hours. */
    public Optional<Instant> dueAtEnd() {
        if (waitingSince == null || sending != null) {
            return Optional.empty();
        }
        Instant due = after(waitingSince, channel.kind().gap());
        return Optional.of(channel.quiet() == null ? due : channel.quiet().next(due, zone));
    }

    private static boolean isOnlyRecovery(PendingFlow flow) {
        return flow.recoveredAt() != null && flow.failure() == null && flow.runs() == 0;
    }

    private Instant firstRecovery() {
        return pending.values().stream()
                .map(PendingFlow::recoveredAt)
                .filter(time -> time != null)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Instant after(Instant time, Duration distance) {
        return sentAt == null || !sentAt.plus(distance).isAfter(time) ? time : sentAt.plus(distance);
    }

    /** Whether there is anything to say, now or later. */
    public boolean isWaiting() {
        return waitingSince != null;
    }

    /**
     * The message with everything that waits. Until {@link #delivered} or {@link #notSent}, nothing else is due.
     *
     * @param pools what is left of the month
     * @param last whether no further message may be sent this month
     */
    public Message take(Pools pools, boolean last, Instant now) {
        Map<String, Map<String, Told>> before = new HashMap<>();
        for (PendingFlow flow : pending.values()) {
            Map<String, Told> known = told.computeIfAbsent(flow.flow(), any -> new LinkedHashMap<>());
            before.put(flow.flow(), new LinkedHashMap<>(known));
            remember(flow, known, now);
        }
        List<PendingFlow> content = new ArrayList<>(pending.values());
        sending = new Sending(pending, before, urgentSince != null);
        pending = new TreeMap<>();
        waitingSince = null;
        urgentSince = null;
        return new MessageWriter(channel, zone).write(content, pools, last);
    }

    private static void remember(PendingFlow flow, Map<String, Told> known, Instant now) {
        Instant since = flow.failingSince();
        if (flow.failure() != null && since != null) {
            Set<String> failures = Failures.of(flow.failure(), flow.problems());
            known.values().removeIf(old -> !failures.contains(old.failure()) && !isRecent(old, now));
            failures.forEach(failure -> known.put(failure, new Told(failure, since, now, false)));
        }
        if (flow.recoveredAt() != null) {
            known.replaceAll((failure, old) -> new Told(failure, old.since(), old.at(), true));
        }
    }

    /**
     * The message was sent, or may have been: it is not said again.
     *
     * @return what the channel reported, of the flows in the message, for the store
     */
    public Map<String, List<Told>> delivered(Instant now) {
        Map<String, List<Told>> known = new TreeMap<>();
        if (sending != null) {
            sending.content()
                    .keySet()
                    .forEach(flow -> known.put(
                            flow, List.copyOf(told.getOrDefault(flow, Map.of()).values())));
        }
        sending = null;
        sentAt = now;
        return known;
    }

    /** The message was certainly not sent: it is merged with what came meanwhile. */
    public void notSent(Instant now) {
        Sending last = sending;
        if (last == null) {
            return;
        }
        sending = null;
        sentAt = now;
        last.before().forEach(told::put);
        last.content().forEach((flow, earlier) -> pending.merge(flow, earlier, (later, first) -> first.plus(later)));
        if (last.urgent()) {
            urgentSince = now;
        }
        waitingSince = waitingSince == null ? now : waitingSince;
    }

    /** Forgets what waits, because it may not be sent. What was not reported is new again when it is seen next. */
    public void drop() {
        pending.clear();
        waitingSince = null;
        urgentSince = null;
    }
}
