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
import io.rollcall.tell.Verdict;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends what one channel has to say, on a thread of its own: a run never waits for it, and neither does another channel. Its
 * queue holds one merged message, so it cannot overflow. Public methods are thread-safe.
 */
final class ChannelSender {
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
    /** What may have been posted, and is sent again. */
    private @Nullable Sending again;

    private volatile boolean ending;

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
            if (again != null && !changed.robot().equals(channel.robot())) {
                // its id means nothing to another robot
                again = null;
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
            if (again != null && !wasUrgent && digest.isUrgent()) {
                // a new failure does not wait for an old message's next try
                again = again.now(now.monotonic());
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
        return thread.call(thread.call(Duration.ZERO, this::gap), () -> testNow(flows));
    }

    private Duration gap() {
        Moment now = clocks.now();
        state.read(now);
        Duration left = longer(state.hold(now), rates.left(channel));
        return left.compareTo(channel.kind().gap()) > 0 ? Duration.ZERO : left;
    }

    private Verdict testNow(List<String> flows) {
        Verdict verdict = post(channel.test(flows), UUID.randomUUID().toString());
        Moment now = clocks.now();
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
        if (known.drops()) {
            again = null;
            digest.notSent();
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
        if (again != null) {
            Duration left = Duration.between(now.monotonic(), again.at());
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
                if (again != null) {
                    deliver(again);
                } else {
                    sendNext(now);
                }
            }
        } catch (RuntimeException | Error defect) {
            again = null;
            digest.notSent();
            String name = UnexpectedErrors.name(defect);
            state.settle(new Verdict.NotPosted("an unexpected error, which is a defect (" + name + ")"), clocks.now());
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
        deliver(Sending.first(message, now.monotonic()));
    }

    private void deliver(Sending message) {
        Verdict verdict = post(message.message(), message.id());
        // the answer may have taken longer than the wait before the next try
        Moment now = clocks.now();
        if (message.isFirst() && mayBePosted(verdict)) {
            state.count(now);
        }
        boolean isOpen = channel.kind().isRepeatable() && message.isOpenAfter(verdict);
        again = isOpen ? message.after(verdict, now.monotonic()) : null;
        if (again == null && isOpen) {
            // better told twice than never, but not at once
            digest.notSent();
            state.settle(new Verdict.NotPosted(why(verdict)), now);
            return;
        } else if (again == null && (mayBePosted(verdict) || verdict instanceof Verdict.Refused)) {
            state.told(digest.delivered(now));
        } else if (again == null) {
            digest.notSent();
        }
        state.settle(verdict, now);
    }

    private Verdict post(Message message, String id) {
        Verdict verdict = post.send(channel, message, id, clocks.wall().instant());
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
