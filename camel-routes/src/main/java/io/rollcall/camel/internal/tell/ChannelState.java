package io.rollcall.camel.internal.tell;

import io.rollcall.call.Moment;
import io.rollcall.camel.watch.ChannelMonitor;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelStatus;
import io.rollcall.tell.ChannelStatus.State;
import io.rollcall.tell.Pools;
import io.rollcall.tell.Told;
import io.rollcall.tell.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one channel: in the store, which other processes write too, so it is read again before each decision; and in
 * memory, for as long as the store fails, which is a reason to tell people. Used by one thread, but for {@link #close}.
 */
final class ChannelState {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelState.class);

    private final StateStore store;
    private final MonthLedger ledger;
    private final ChannelMonitor monitor;

    private Channel channel;
    private ChannelStatus known;
    private boolean isSaved = true;
    private @Nullable Instant heldUntil;
    private final Map<String, List<Told>> unsaved = new TreeMap<>();
    private long sent;
    private boolean waiting;
    private String warned = "";
    private boolean storeFailed;
    private boolean closed;

    ChannelState(Channel channel, StateStore store, MonthLedger ledger, ChannelMonitor monitor, Instant now) {
        this.channel = channel;
        this.store = store;
        this.ledger = ledger;
        this.monitor = monitor;
        this.known = ChannelStatus.fresh(channel.name(), "", now);
        show();
    }

    /** Goes on with other settings. */
    void use(Channel changed) {
        channel = changed;
    }

    /** How the channel is, by the store's word. */
    ChannelStatus read(Moment now) {
        if (!isSaved) {
            save();
        }
        ChannelStatus stored = isSaved
                ? read(() -> store.tell().status(channel.name()), Optional.<ChannelStatus>empty())
                        .orElse(known)
                : known;
        set(stored.with(channel.fingerprint(), now.wall()), now);
        return known;
    }

    private void set(ChannelStatus next, Moment now) {
        if (!next.equals(known)) {
            known = next;
            // from now on by the monotonic clock: the time of day may be corrected meanwhile
            Duration hold = next.hold(now.wall());
            Duration gap = gap(next, now.wall());
            heldUntil = now.monotonic().plus(hold.compareTo(gap) > 0 ? hold : gap);
        }
        show();
    }

    /** What is left of the least time after a message, which another process may have sent. */
    private Duration gap(ChannelStatus status, Instant now) {
        Duration gap = channel.kind().gap();
        Instant delivered = status.deliveredAt();
        Duration left = delivered == null ? Duration.ZERO : Duration.between(now, delivered.plus(gap));
        return left.isNegative() || left.compareTo(gap) > 0 ? Duration.ZERO : left;
    }

    /** How long nothing is sent, by what was read last. */
    Duration hold(Moment now) {
        return heldUntil == null || heldUntil.isBefore(now.monotonic())
                ? Duration.ZERO
                : Duration.between(now.monotonic(), heldUntil);
    }

    /** Notes what an answer says about the channel. */
    void settle(Verdict verdict, Moment now) {
        ChannelStatus before = read(now);
        set(before.after(verdict, now.wall(), ledger.month(channel, now.wall()).end()), now);
        save();
        if (!(verdict instanceof Verdict.Delivered)) {
            warn(verdict);
        } else if (before.state() != State.UP) {
            LOG.info("messages of the channel {} arrive again", channel.name());
            warned = "";
        }
    }

    private void save() {
        isSaved = write(() -> store.tell().save(known));
    }

    /** Only what is new, so that a dead channel does not fill the log. */
    private void warn(Verdict verdict) {
        String what;
        if (verdict instanceof Verdict.Unknown) {
            what = "may not have arrived";
        } else if (verdict instanceof Verdict.NotPosted) {
            what = "could not be sent, and is tried again";
        } else if (verdict instanceof Verdict.TooFast) {
            what = "came too fast, and waits";
        } else if (verdict instanceof Verdict.Misconfigured) {
            what = "is not accepted, and is tried again hourly, later daily";
        } else if (verdict instanceof Verdict.UsedUp) {
            what = "is not sent, nor is any other of this month";
        } else {
            what = "is not accepted, and left out";
        }
        String code = known.code() == null ? "" : " (" + known.code() + ")";
        String text = what + code + ": " + known.remedy();
        if (!text.equals(warned)) {
            warned = text;
            LOG.warn(
                    "a message of the channel {} {}. The reports and the audit are complete",
                    channel.name(),
                    text.replaceAll("\\.$", ""));
        }
    }

    /** Which failures were reported, by flow; empty if the store cannot say it. */
    Optional<Map<String, List<Told>>> told() {
        if (!unsaved.isEmpty()) {
            told(Map.of());
        }
        return unsaved.isEmpty()
                ? read(() -> Optional.of(store.tell().told(channel.name())), Optional.empty())
                : Optional.empty();
    }

    /** Saves which failures were reported, of the given flows. */
    void told(Map<String, List<Told>> reported) {
        unsaved.putAll(reported);
        if (write(() -> store.tell().told(channel.name(), Map.copyOf(unsaved)))) {
            unsaved.clear();
        }
    }

    /** The messages of the month so far. */
    long messages(Moment now) {
        sent = read(() -> ledger.messages(channel, now.wall()), sent);
        return sent;
    }

    /** Counts a message that was sent, or may have been. */
    void count(Moment now) {
        sent++;
        write(() -> ledger.sent(channel, now.wall()));
    }

    /** What is left of the month. */
    Pools left(Moment now) {
        return read(() -> ledger.left(now.wall()), Pools.NONE);
    }

    private <T> T read(Supplier<T> reading, T otherwise) {
        try {
            T read = reading.get();
            storeFailed = false;
            return read;
        } catch (StoreException lost) {
            if (!storeFailed) {
                storeFailed = true;
                LOG.warn(
                        "the channel {} cannot use the store, so a message may be repeated: {}",
                        channel.name(),
                        lost.getMessage());
            }
            return otherwise;
        }
    }

    private boolean write(Runnable writing) {
        return read(
                () -> {
                    writing.run();
                    return true;
                },
                false);
    }

    /** Shows whether a message waits to be sent. */
    void show(boolean isWaiting) {
        waiting = isWaiting;
        show();
    }

    private synchronized void show() {
        if (!closed) {
            monitor.show(channel, known, waiting);
        }
    }

    /** Shows the channel no more. */
    synchronized void close() {
        closed = true;
        monitor.hide(channel.name());
    }
}
