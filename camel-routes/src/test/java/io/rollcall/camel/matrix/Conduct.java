package io.rollcall.camel.matrix;

import io.rollcall.camel.matrix.Expected.Ending;
import io.rollcall.camel.matrix.Expected.Mode;
import java.time.Duration;

/**
 * A rule of conduct under a fault, from the project's documentation (DESIGN.md, the issue), not from its code.
 *
 * @param fault the report's word
 * @param shortest the shortest pause before each repeat
 * @param longest the longest pause before each repeat
 * @param rests whether later calls are refused here, without a request
 */
record Conduct(Shape shape, String fault, Duration shortest, Duration longest, boolean rests) {
    private static final Duration NONE = Duration.ZERO;

    /** What is done about a fault. */
    enum Shape {
        /** It is unknown whether the vendor acted: reading is repeated, twice at most; writing never. */
        DOUBT_REPEATED,
        /** Nobody knows, and asking again would bring the same. */
        DOUBT,
        /** Refused, and asking again would bring the same. */
        REFUSAL,
        /** Refused for the rate; the call that opens a connection leaves the next attempt to the connection. */
        RATE_ONCE,
        /** Refused for the rate, for longer than anybody waits. */
        RATE_FOR_LONG,
        /** Refused for the rate, certainly not done: everything is repeated, five times at most. */
        RATE,
        /** The token was refused before the call was looked at: everything is repeated once, with a fresh one. */
        STALE_TOKEN,
        /** Nothing arrives. */
        UNSENT,
        /** No fault at all. */
        HARMLESS
    }

    static Conduct doubtRepeated(String fault) {
        return new Conduct(Shape.DOUBT_REPEATED, fault, Duration.ofMillis(400), Duration.ofMillis(1600), false);
    }

    static Conduct doubt(String fault) {
        return new Conduct(Shape.DOUBT, fault, NONE, NONE, false);
    }

    static Conduct refusal(String fault) {
        return new Conduct(Shape.REFUSAL, fault, NONE, NONE, false);
    }

    static Conduct ratePerSecond() {
        return new Conduct(Shape.RATE, "throttled", Duration.ofSeconds(1), Duration.ofMillis(1500), false);
    }

    /** To the next full minute: the table's time starts ten seconds after one. */
    static Conduct ratePerMinute() {
        return new Conduct(Shape.RATE, "throttled", Duration.ofSeconds(49), Duration.ofMillis(60_500), false);
    }

    static Conduct rateForLong() {
        return new Conduct(Shape.RATE_FOR_LONG, "throttled", NONE, NONE, false);
    }

    static Conduct rateOnce() {
        return new Conduct(Shape.RATE_ONCE, "server", NONE, NONE, false);
    }

    static Conduct staleToken() {
        return new Conduct(Shape.STALE_TOKEN, "token", Duration.ofMillis(400), Duration.ofMillis(1200), false);
    }

    static Conduct unsent() {
        return new Conduct(Shape.UNSENT, "no-answer", Duration.ofMillis(400), Duration.ofMillis(1600), false);
    }

    static Conduct harmless() {
        return new Conduct(Shape.HARMLESS, "", NONE, NONE, false);
    }

    /** The same where the vendor says how long to wait. */
    Conduct pausing(Duration least, Duration most) {
        return new Conduct(shape, fault, least, most, rests);
    }

    /** The same, and nobody asks any more afterwards. */
    Conduct andRest() {
        return new Conduct(shape, fault, shortest, longest, true);
    }

    /** What the rule demands where the fault strikes the operation itself. */
    Expected at(Api api, Mode mode) {
        boolean write = api.role() == Api.Role.WRITE || api.role() == Api.Role.OPEN;
        boolean once = mode == Mode.ONCE;
        return switch (shape) {
            case DOUBT_REPEATED ->
                write
                        ? ended(api, 1, Ending.UNKNOWN)
                        : once ? ended(api, 2, Ending.DONE) : ended(api, 3, Ending.UNKNOWN);
            case DOUBT -> ended(api, 1, Ending.UNKNOWN);
            case REFUSAL -> ended(api, 1, Ending.NOT_DONE);
            case RATE_ONCE -> ended(api, 1, Ending.NOT_DONE);
            case RATE_FOR_LONG -> new Expected(1, ownTokens(api), Ending.NOT_DONE, fault, 0);
            case RATE -> {
                // the vendor does not count what it refuses for the rate (docs/vendors/dingtalk.md §3.3)
                Expected all = once ? ended(api, 2, Ending.DONE) : ended(api, 6, Ending.NOT_DONE);
                yield new Expected(
                        all.requests(), all.tokens(), all.ending(), all.fault(), once && api.metered() ? 1 : 0);
            }
            case STALE_TOKEN -> {
                Expected all = ended(api, 2, once ? Ending.DONE : Ending.NOT_DONE);
                yield new Expected(all.requests(), 2, all.ending(), all.fault(), all.metered());
            }
            case UNSENT -> new Expected(0, ownTokens(api), Ending.NOT_DONE, fault, 0);
            case HARMLESS -> ended(api, 1, Ending.DONE);
        };
    }

    /** What the rule demands where the fault strikes the call that gets the operation's token. */
    Expected atToken(Api api, Mode mode) {
        Expected token = at(api.token(), mode);
        if (!api.needsToken()) {
            return token;
        }
        return token.ending() == Ending.DONE
                ? new Expected(1, token.requests(), Ending.DONE, "", api.metered() ? 1 : 0)
                // whatever became of the token, the call itself was never sent
                : new Expected(0, token.requests(), Ending.NOT_DONE, fault, 0);
    }

    private Expected ended(Api api, int requests, Ending ending) {
        return new Expected(
                requests, ownTokens(api), ending, ending == Ending.DONE ? "" : fault, api.metered() ? requests : 0);
    }

    private static int ownTokens(Api api) {
        return api.needsToken() ? 1 : 0;
    }
}
