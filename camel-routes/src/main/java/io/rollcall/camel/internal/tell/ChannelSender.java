package io.rollcall.camel.internal.tell;

import io.rollcall.call.Clocks;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.camel.watch.ChannelMonitor;
import io.rollcall.report.FlowReport;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelStatus;
import io.rollcall.tell.ChannelStatus.State;
import io.rollcall.tell.Digest;
import io.rollcall.tell.Message;
import io.rollcall.tell.Names;
import io.rollcall.tell.Pools;
import io.rollcall.tell.Told;
import io.rollcall.tell.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what one channel has to say, on a thread of its own: a run never waits for it, and neither does another channel. Its
 * queue holds one merged message, so it cannot overflow. Public methods are thread-safe.
 */
final class ChannelSender {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelSender.class);

    /** Before the second, third … try of a message that was not posted, or may not have been. */
    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));

    private final Channel channel;
    private final Post post;
    private final MonthLedger ledger;
    private final StateStore store;
    private final ZoneId zone;
    private final Clocks clocks;
    private final ScheduledExecutorService timer;
    private final ExecutorService thread;
    private final ChannelMonitor monitor;

    // used by the sending thread only
    private @Nullable Digest digest;
    private @Nullable ChannelStatus status;
    private @Nullable Resend resend;
    private @Nullable Future<?> next;
    private int failures;
    private String warned = "";
    private boolean storeFailed;

    private volatile boolean ending;
    private volatile boolean closed;
    private int tasks;
    private @Nullable Instant nextAt;

    /** A message that may have been posted, and is sent again with the same id. */
    private record Resend(Message message, String id, int tries, Instant at) {}

    ChannelSender(
            Channel channel,
            Post post,
            MonthLedger ledger,
            StateStore store,
            ZoneId zone,
            Clocks clocks,
            ScheduledExecutorService timer,
            ExecutorService thread,
            ChannelMonitor monitor) {
        this.channel = channel;
        this.post = post;
        this.ledger = ledger;
        this.store = store;
        this.zone = zone;
        this.clocks = clocks;
        this.timer = timer;
        this.thread = thread;
        this.monitor = monitor;
        monitor.show(channel, ChannelStatus.fresh(channel.name(), "", now()), false);
        execute(() -> status(now()));
    }

    Channel channel() {
        return channel;
    }

    private Instant now() {
        return clocks.wall().instant();
    }

    /** Takes a run's report. Returns at once. */
    void report(FlowReport report, Names names) {
        execute(() -> {
            digest().add(report, names, now());
            plan();
        });
    }

    /**
     * Sends one message now, in any state of the channel, and waits for the answer.
     *
     * @param flows the names of the flows that use the channel
     */
    Verdict test(List<String> flows) throws Exception {
        return thread.submit(() -> {
                    Instant now = now();
                    Verdict verdict =
                            post.send(channel.test(flows), UUID.randomUUID().toString(), now);
                    if (verdict instanceof Verdict.Delivered || verdict instanceof Verdict.Unknown) {
                        count(now);
                    }
                    settle(verdict, now);
                    return verdict;
                })
                .get();
    }

    private void execute(Runnable task) {
        count(1);
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (StoreException lost) {
                    storeFailed(lost);
                } catch (Throwable failure) { // an Error too: the channel goes on
                    if (!FatalErrors.report(failure)) {
                        LOG.error(
                                "the channel {} failed; this is a defect",
                                channel.name(),
                                UnexpectedErrors.withoutMessages(failure));
                    }
                } finally {
                    count(-1);
                }
            });
        } catch (RejectedExecutionException full) {
            count(-1);
        }
    }

    private synchronized void count(int change) {
        tasks += change;
        notifyAll();
    }

    private Digest digest() {
        if (digest == null) {
            digest = new Digest(
                    channel, zone, read(() -> store.tell().told(channel.name()), Map.<String, List<Told>>of()));
        }
        return digest;
    }

    /** Reads from the store; a store that fails is a reason to tell people, so the channel goes on without it. */
    private <T> T read(Supplier<T> reading, T otherwise) {
        try {
            T read = reading.get();
            storeFailed = false;
            return read;
        } catch (StoreException lost) {
            storeFailed(lost);
            return otherwise;
        }
    }

    private void write(Runnable writing) {
        read(
                () -> {
                    writing.run();
                    return true;
                },
                false);
    }

    private void storeFailed(StoreException lost) {
        if (!storeFailed) {
            storeFailed = true;
            LOG.warn(
                    "the channel {} cannot use the store, so a restart may repeat a message: {}",
                    channel.name(),
                    lost.getMessage());
        }
    }

    /** The state, read from the store at first; another address or secret ends it. */
    private ChannelStatus status(Instant now) {
        String credentials = channel.fingerprint();
        ChannelStatus known = status;
        if (known == null) {
            known = read(() -> store.tell().status(channel.name()), Optional.<ChannelStatus>empty())
                    .orElseGet(() -> ChannelStatus.fresh(channel.name(), credentials, now));
        }
        if (!credentials.isEmpty() && !known.credentials().equals(credentials)) {
            known = ChannelStatus.fresh(channel.name(), credentials, now);
        } else if (known.accepts(now)) {
            known = known.up(now);
        }
        show(known);
        return known;
    }

    private void show(ChannelStatus known) {
        status = known;
        monitor.show(channel, known, digest != null && digest.isWaiting());
    }

    private void save(ChannelStatus changed) {
        show(changed);
        write(() -> store.tell().save(changed));
    }

    /** Decides when to look again. */
    private void plan() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        Instant now = now();
        ChannelStatus known = status(now);
        Optional<Instant> due =
                resend != null || digest == null ? Optional.empty() : ending ? digest.dueAtEnd() : digest.due();
        if (due.isPresent() && !known.accepts(now)) {
            Instant until = known.until();
            if (known.state() == State.STOPPED || known.state() == State.USED_UP) {
                digest().drop();
                due = Optional.empty();
            } else if (until != null && until.isAfter(due.get())) {
                due = Optional.of(until);
            }
        }
        if (resend != null) {
            due = Optional.of(resend.at());
        }
        show(known);
        setNextAt(due.orElse(null));
        if (due.isPresent() && !closed) {
            long millis = Math.max(0, Duration.between(now, due.get()).toMillis());
            try {
                next = timer.schedule(() -> execute(this::send), millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopped) {
                setNextAt(null);
            }
        }
    }

    private synchronized void setNextAt(@Nullable Instant time) {
        nextAt = time;
        notifyAll();
    }

    private void send() {
        Instant now = now();
        Resend again = resend;
        if (again != null && again.at().isAfter(now)) {
            plan();
            return;
        }
        if (again != null) {
            deliver(again.message(), again.id(), again.tries() + 1, now);
            plan();
            return;
        }
        Digest content = digest();
        Optional<Instant> due = ending ? content.dueAtEnd() : content.due();
        ChannelStatus known = status(now);
        if (due.filter(time -> !time.isAfter(now)).isPresent() && known.accepts(now)) {
            long most = channel.mostAMonth();
            long sent = most == 0 ? 0 : read(() -> ledger.messages(channel, now), 0L);
            if (most > 0 && sent >= most) {
                stopForTheMonth(most, now);
            } else {
                Pools left = read(() -> ledger.left(now), Pools.NONE);
                Message message = content.take(left, most > 0 && sent + 1 == most, now);
                deliver(message, UUID.randomUUID().toString(), 1, now);
            }
        }
        plan();
    }

    private void stopForTheMonth(long most, Instant now) {
        digest().drop();
        save(status(now)
                .as(
                        State.USED_UP,
                        now,
                        ledger.month(channel, now).end(),
                        null,
                        "The channel has sent its messages of this month: " + channel.key("most-a-month") + " is "
                                + most + "."));
        LOG.warn(
                "the channel {} sends nothing more this month: {} is {}",
                channel.name(),
                channel.key("most-a-month"),
                most);
    }

    private void deliver(Message message, String id, int tries, Instant now) {
        Verdict verdict = post.send(message, id, now);
        boolean mayBePosted = verdict instanceof Verdict.Delivered || verdict instanceof Verdict.Unknown;
        boolean isCounted = resend != null;
        if (mayBePosted && !isCounted) {
            count(now);
        }
        boolean isOpen = verdict instanceof Verdict.Unknown || isCounted && verdict instanceof Verdict.NotPosted;
        if (isOpen && channel.kind().isRepeatable() && tries <= DELAYS.size()) {
            // with the same id it is not posted twice
            resend = new Resend(message, id, tries, now.plus(DELAYS.get(tries - 1)));
            warn("may not have arrived, and is sent again with the same id", why(verdict));
            return;
        }
        resend = null;
        boolean isSaid = mayBePosted || isOpen || verdict instanceof Verdict.Refused;
        if (isSaid) {
            Map<String, List<Told>> told = digest().delivered(now);
            write(() -> store.tell().told(channel.name(), told));
        } else {
            digest().notSent(now);
        }
        settle(verdict, now);
    }

    private static String why(Verdict verdict) {
        return verdict instanceof Verdict.Unknown unknown
                ? unknown.why()
                : verdict instanceof Verdict.NotPosted not ? not.why() : "";
    }

    private void count(Instant now) {
        write(() -> ledger.sent(channel, now));
    }

    /** Notes what an answer says about the channel. */
    private void settle(Verdict verdict, Instant now) {
        ChannelStatus known = status(now);
        if (verdict instanceof Verdict.Delivered) {
            if (failures > 0) {
                LOG.info("messages of the channel {} arrive again", channel.name());
            }
            failures = 0;
            warned = "";
            save(known.delivered(now));
        } else if (verdict instanceof Verdict.Unknown unknown) {
            warn("may not have arrived, and is not sent again", unknown.why());
        } else if (verdict instanceof Verdict.NotPosted not) {
            Duration delay = DELAYS.get(Math.min(failures, DELAYS.size() - 1));
            warn("could not be sent", not.why());
            save(known.as(
                    State.SILENT, now, now.plus(delay), null, "The last message could not be sent: " + not.why()));
        } else if (verdict instanceof Verdict.TooFast tooFast) {
            warn(
                    "came too fast for the robot, which is silent for "
                            + tooFast.hold().toSeconds() + " s",
                    "");
            save(known.as(
                    State.SILENT,
                    now,
                    now.plus(tooFast.hold()),
                    null,
                    "The robot was too fast. What waits is sent in one message."));
        } else if (verdict instanceof Verdict.Misconfigured wrong) {
            warn("is not accepted, nor is any other until the channel's address or secret changes", wrong.remedy());
            save(known.as(State.STOPPED, now, null, wrong.code(), wrong.remedy()));
        } else if (verdict instanceof Verdict.UsedUp usedUp) {
            warn("is not accepted", usedUp.remedy());
            save(known.as(State.USED_UP, now, ledger.month(channel, now).end(), usedUp.code(), usedUp.remedy()));
        } else if (verdict instanceof Verdict.Refused refused) {
            warn("is not accepted, and left out", refused.remedy());
        }
    }

    /** Only what is new, so that a dead channel does not fill the log. */
    private void warn(String what, String why) {
        failures++;
        if (!what.equals(warned)) {
            warned = what;
            LOG.warn(
                    "a message of the channel {} {}{}. The reports and the audit are complete",
                    channel.name(),
                    what,
                    why.isEmpty() ? "" : ": " + why.replaceAll("\\.$", ""));
        }
    }

    /** Sends what waits soon, although more may come: this process is about to end. */
    void ending(boolean soon) {
        ending = soon;
        execute(this::plan);
    }

    /**
     * Waits until nothing is left that can be sent within a time.
     *
     * @param nanos the longest wait
     */
    synchronized void await(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && isBusy(left); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private boolean isBusy(long nanosLeft) {
        return tasks > 0 || (nextAt != null && nextAt.isBefore(now().plusNanos(nanosLeft)));
    }

    /** Sends nothing more. */
    void close() {
        closed = true;
        monitor.hide(channel.name());
        try {
            thread.execute(post::close);
        } catch (RejectedExecutionException stopped) {
            // the context is stopped, and its connections with it
        }
        thread.shutdown();
    }
}
