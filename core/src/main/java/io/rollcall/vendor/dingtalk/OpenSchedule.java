package io.rollcall.vendor.dingtalk;

import io.rollcall.budget.BillingMonth;
import io.rollcall.call.Moment;
import io.rollcall.event.StreamSignal.OpenFailed;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides when the next connection is opened: pauses, limits, and a secret that DingTalk refused. Not thread-safe. */
final class OpenSchedule {
    /** After the month's calls were found to be used up: an administrator may have changed the budget. */
    static final Duration QUOTA_PAUSE = Duration.ofHours(6);

    /** After DingTalk refused an open because the organization's calls are used up: one a day finds out whether it still does. */
    static final Duration REFUSED_PAUSE = Duration.ofDays(1);

    /** The longest pause that a response can ask for. */
    static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private final ZoneId zone;
    private final OpenLimit limit;
    private final OpenPause pause;
    private final TriedSecret secret;
    private @Nullable Instant openAt;
    private boolean refused;
    private @Nullable Problem obstacle;

    OpenSchedule(Secret secret, ZoneId zone, RandomGenerator random) {
        this.secret = new TriedSecret(secret);
        this.zone = zone;
        this.limit = new OpenLimit(zone);
        this.pause = new OpenPause(random);
    }

    /** The first connection is opened at once. */
    void start(List<Instant> opens, Moment now) {
        limit.start(opens, now);
        refused = false;
        obstacle = null;
        openAt = now.monotonic();
    }

    /** A connection that lasted ends as announced: its successor needs no pause. */
    void announced(Instant now) {
        if (pause.isReset()) {
            openAt = now;
        }
    }

    /** A connection lasts. */
    void proven() {
        pause.reset();
    }

    /** No connection is wanted now. */
    void notWanted() {
        openAt = null;
    }

    /** A connection brings events. */
    void succeeded() {
        obstacle = null;
    }

    /** Whether to open a connection now, one being wanted; then it is counted. */
    boolean open(Moment now) {
        if (refused && secret.isChanged()) {
            refused = false;
            pause.reset();
            openAt = now.monotonic();
        }
        if (refused) {
            return false;
        }
        if (openAt == null) {
            openAt = now.monotonic().plus(pause.next());
        }
        if (now.monotonic().isBefore(openAt) || isLimited(now)) {
            return false;
        }
        limit.opened(now);
        pause.attempt();
        secret.trying();
        obstacle = null;
        openAt = null;
        return true;
    }

    private boolean isLimited(Moment now) {
        Duration wait = limit.untilAllowed(now);
        if (wait != null && obstacle == null) {
            obstacle = StreamProblems.limited(now, wait, limit.isMonthUsedUp(now), zone);
        }
        return wait != null;
    }

    void failed(OpenFailed failure, Moment now) {
        if (!failure.counted()) {
            limit.notCounted(now);
        }
        // a configuration fault: asking again with the same secret only costs calls (docs/vendors/dingtalk-stream.md
        // §1)
        refused = failure.fault() instanceof Fault.TokenRejected;
        Duration least = least(failure.fault(), now);
        Duration next = pause.next();
        openAt = now.monotonic().plus(next.compareTo(least) > 0 ? next : least);
    }

    private Duration least(Fault fault, Moment now) {
        if (fault instanceof Fault.QuotaUsedUp used) {
            Instant month = BillingMonth.of(now.wall(), zone).end();
            // without a code the open was not sent: looking at the ledger again costs nothing
            Duration pause = used.origin().code() == null ? QUOTA_PAUSE : REFUSED_PAUSE;
            return shorter(Duration.between(now.wall(), month), pause);
        }
        Duration asked = fault instanceof Fault.Banned banned
                ? banned.rest()
                : fault instanceof Fault.ServerFailed failed ? failed.retryAfter() : null;
        return asked == null ? Duration.ZERO : shorter(asked, LONGEST_ASKED);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Why no connection is opened although it is due; null for nothing. */
    @Nullable Problem obstacle() {
        return obstacle;
    }

    /** Whether no connection is opened until the secret changes. */
    boolean isRefused() {
        return refused;
    }

    /** When to look again; null if that depends on no pause. */
    @Nullable Instant next() {
        return refused || obstacle != null ? null : openAt;
    }
}
