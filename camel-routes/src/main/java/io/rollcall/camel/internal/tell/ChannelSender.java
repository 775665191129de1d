package io.rollcall.camel.internal.tell;

import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.report.FlowReport;
import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelStatus;
import io.rollcall.tell.ChannelStatus.State;
import io.rollcall.tell.Digest;
import io.rollcall.tell.Message;
import io.rollcall.tell.Names;
import io.rollcall.tell.Told;
import io.rollcall.tell.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends what one channel has to say, on a thread of its own: a run never waits for it, and neither does another channel. Its
 * queue holds one merged message, so it cannot overflow. Public methods are thread-safe.
 */
final class ChannelSender {
    /** Before the second, third … try of a message that may have been posted. */
    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));

    /** How often a channel that does not work is looked up in the store: a test message of another process may arrive. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Post post;
    private final ChannelState state;
    private final RobotRates rates;
    private final Clocks clocks;
    private final ChannelThread thread;
    private final Digest digest;

    // used by the sending thread only
    private Channel channel;
    private @Nullable Resend resend;

    private volatile boolean ending;

    /** A message that may have been posted, and is sent again with the same id. */
    private record Resend(Message message, String id, int tries, Instant at) {}

    ChannelSender(
            Channel channel,
            Post post,
            ChannelState state,
            RobotRates rates,
            ZoneId zone,
            Clocks clocks,
            ChannelThread thread) {
        this.channel = channel;
        this.post = post;
        this.state = state;
        this.rates = rates;
        this.clocks = clocks;
        this.thread = thread;
        this.digest = new Digest(channel, zone);
        thread.execute(this::plan);
    }

    /** Goes on with other settings, and with what waits. Returns at once. */
    void use(Channel changed) {
        thread.execute(() -> {
            if (resend != null && !changed.robot().equals(channel.robot())) {
                // its id means nothing to another robot
                resend = null;
                digest.notSent();
            }
            channel = changed;
            state.use(changed);
            digest.use(changed);
            plan();
        });
    }

    /** Takes a run's report. Returns at once. */
    void report(FlowReport report, Names names) {
        thread.execute(() -> {
            Moment now = clocks.now();
            readTold(now);
            boolean wasUrgent = digest.isUrgent();
            digest.add(report, names, now);
            if (resend != null && !wasUrgent && digest.isUrgent()) {
                // a new failure does not wait for an old message's next try
                resend = new Resend(resend.message(), resend.id(), resend.tries(), now.monotonic());
            }
            plan();
        });
    }

    private void readTold(Moment now) {
        state.told().ifPresent(told -> digest.knows(told, now));
    }

    /**
     * Sends one message now, in any state of the channel, and waits for the answer. Waits for no more than the gap between two
     * messages.
     *
     * @param flows the names of the flows that use the channel
     */
    Verdict test(List<String> flows) throws Exception {
        return thread.call(thread.call(Duration.ZERO, this::gap), () -> test(flows, clocks.now()));
    }

    private Duration gap() {
        Moment now = clocks.now();
        state.read(now);
        Duration left = longer(state.hold(now), rates.left(channel));
        return left.compareTo(channel.kind().gap()) > 0 ? Duration.ZERO : left;
    }

    private Verdict test(List<String> flows, Moment now) {
        Verdict verdict = post(channel.test(flows), UUID.randomUUID().toString(), now);
        if (mayBePosted(verdict)) {
            state.count(now);
        }
        state.settle(verdict, now);
        plan();
        return verdict;
    }

    /** Decides when to look again. */
    private void plan() {
        Moment now = clocks.now();
        ChannelStatus known = state.read(now);
        if (known.drops() && resend == null) {
            digest.drop();
        }
        state.show(digest.isWaiting());
        Duration wait = wait(now).orElse(null);
        boolean looksFirst = known.state() != State.UP && (wait == null || wait.compareTo(LOOK) > 0);
        thread.alarm(looksFirst ? LOOK : wait, this::send);
    }

    /** How long nothing is sent; empty if there is nothing to send. */
    private Optional<Duration> wait(Moment now) {
        Optional<Duration> due = ending ? digest.dueAtEnd(now) : digest.due(now);
        if (resend != null) {
            Duration left = Duration.between(now.monotonic(), resend.at());
            due = Optional.of(digest.afterQuiet(left.isNegative() ? Duration.ZERO : left, now));
        }
        return due.map(wait -> longer(longer(wait, state.hold(now)), rates.left(channel)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void send() {
        Moment now = clocks.now();
        state.read(now);
        readTold(now);
        try {
            if (wait(now).filter(Duration::isZero).isPresent()) {
                if (resend != null) {
                    deliver(resend, now);
                } else {
                    sendNext(now);
                }
            }
        } catch (RuntimeException | Error defect) {
            resend = null;
            digest.notSent();
            String name = UnexpectedErrors.name(defect);
            state.settle(new Verdict.NotPosted("an unexpected error, which is a defect (" + name + ")"), now);
            throw defect;
        } finally {
            plan();
        }
    }

    private void sendNext(Moment now) {
        long most = channel.mostAMonth();
        long sent = most == 0 ? 0 : state.messages(now);
        if (most > 0 && sent >= most) {
            digest.drop();
            state.settle(
                    new Verdict.UsedUp(
                            null,
                            "The channel has sent its messages of this month: " + channel.key("most-a-month") + " is "
                                    + most + "."),
                    now);
            return;
        }
        Message message = digest.take(state.left(now), most > 0 && sent + 1 == most, now);
        deliver(new Resend(message, UUID.randomUUID().toString(), 0, now.monotonic()), now);
    }

    private void deliver(Resend message, Moment now) {
        Verdict verdict = post(message.message(), message.id(), now);
        boolean isFirst = message.tries() == 0;
        if (isFirst && mayBePosted(verdict)) {
            state.count(now);
        }
        boolean isOpen = channel.kind().isRepeatable()
                && (verdict instanceof Verdict.Unknown || !isFirst && !isAnswered(verdict));
        resend = isOpen ? again(message, verdict, now) : null;
        if (resend == null && isOpen) {
            // better told twice than never, but not at once
            digest.notSent();
            state.settle(new Verdict.NotPosted(why(verdict)), now);
            return;
        } else if (resend == null && (mayBePosted(verdict) || verdict instanceof Verdict.Refused)) {
            Map<String, List<Told>> told = digest.delivered(now);
            state.told(told);
        } else if (resend == null) {
            digest.notSent();
        }
        state.settle(verdict, now);
    }

    /** Whether the answer says what became of a message, and of an earlier try of it. */
    private static boolean isAnswered(Verdict verdict) {
        return verdict instanceof Verdict.Delivered
                || verdict instanceof Verdict.Refused
                || verdict instanceof Verdict.UsedUp;
    }

    /** The next try of a message that may have been posted; null after the last one. */
    private static @Nullable Resend again(Resend message, Verdict verdict, Moment now) {
        if (verdict instanceof Verdict.TooFast || verdict instanceof Verdict.Misconfigured) {
            // as soon as the robot accepts messages again
            return new Resend(message.message(), message.id(), message.tries(), now.monotonic());
        }
        int tries = message.tries();
        return tries == DELAYS.size()
                ? null
                : new Resend(
                        message.message(),
                        message.id(),
                        tries + 1,
                        now.monotonic().plus(DELAYS.get(tries)));
    }

    private Verdict post(Message message, String id, Moment now) {
        Verdict verdict = post.send(channel, message, id, now.wall());
        rates.hold(
                channel,
                verdict instanceof Verdict.TooFast tooFast
                        ? tooFast.hold()
                        : channel.kind().gap());
        return verdict;
    }

    private static boolean mayBePosted(Verdict verdict) {
        return verdict instanceof Verdict.Delivered || verdict instanceof Verdict.Unknown;
    }

    private static String why(Verdict verdict) {
        return verdict instanceof Verdict.Unknown unknown
                ? unknown.why()
                : verdict instanceof Verdict.NotPosted not ? not.why() : "";
    }

    /** Sends what waits soon, although more may come: this process is about to end. */
    void ending(boolean soon) {
        ending = soon;
        thread.execute(this::plan);
    }

    /**
     * Waits until nothing is left that can be sent within a time.
     *
     * @param nanos the longest wait
     */
    void await(long nanos) throws InterruptedException {
        thread.await(nanos);
    }

    /** Sends nothing more; a request under way ends. */
    void close() {
        state.close();
        thread.close(post::close);
    }
}
