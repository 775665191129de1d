package io.rollcall.call;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Sanitizer;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one call to a vendor, without I/O: each event gives the effect to carry out next, until the call is
 * done or failed. Budget, rate limit, token, retries and bans are decided here; time and randomness are passed in. The
 * order is budget, permit, token, send; every retry takes a new permit. Not thread-safe: one event after the other.
 */
public final class Call<I, O> {
    private final Operation<I, O> operation;
    private final I input;
    private final ApplicationState application;
    private final CallMetering<O> metering;
    private final RetryPolicy retries;
    private final CallCount count;
    private final Duration responseTimeout;

    private @Nullable HttpRequest request;
    private RateLimiter.@Nullable Permit permit;
    private @Nullable AccessToken token;
    private @Nullable AccessToken rejected;
    private Instant sentAt = Instant.MIN;
    private boolean counted;
    private @Nullable Fault trouble;

    /**
     * @param purpose what the call is for
     * @param responseTimeout how long the vendor has for a whole response; after this time a late response is ignored
     */
    public Call(
            Operation<I, O> operation,
            I input,
            Purpose purpose,
            ApplicationState application,
            CallCount count,
            Duration responseTimeout,
            RandomGenerator random) {
        this.operation = operation;
        this.input = input;
        this.application = application;
        this.count = count;
        this.responseTimeout = responseTimeout;
        this.metering = new CallMetering<>(operation, purpose, application, count);
        this.retries = new RetryPolicy(operation.afterUnknownOutcome(), random);
    }

    /** What was wrong with the last request that was sent; empty where the vendor did what it was asked. */
    public Optional<Fault> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** The vendor's id of a request, as its response names it; null where it names none. */
    public @Nullable String requestId(HttpResponse response) {
        return operation.requestId(response);
    }

    /** What to do next. After {@link CallEffect.Finish} no event may follow. */
    public CallEffect<O> next(CallEvent event, Moment now) {
        if (event instanceof CallEvent.Started) {
            return start(now);
        } else if (event instanceof CallEvent.Spent spent) {
            return metering.decided(spent.grant());
        } else if (event instanceof CallEvent.GivenBack || event instanceof CallEvent.Recorded) {
            return metering.stored();
        } else if (event instanceof CallEvent.PermitAcquired acquired) {
            permit = acquired.permit();
            return permitted(now);
        } else if (event instanceof CallEvent.TokenGot got) {
            token = got.token();
            return send(now);
        } else if (event instanceof CallEvent.TokenFailed failed) {
            // the token's request may have any outcome; this request was certainly not sent
            return notSent(failed.fault().beforeSending());
        } else if (event instanceof CallEvent.Waited) {
            return start(now);
        } else if (event instanceof CallEvent.Answered answered) {
            return answered(answered.response(), now);
        } else if (event instanceof CallEvent.Unsent unsent) {
            return unsent(unsent.why());
        } else if (event instanceof CallEvent.Unanswered unanswered) {
            return unanswered(unanswered.why());
        } else if (event instanceof CallEvent.TooLarge tooLarge) {
            return tooLarge(tooLarge.limit(), now);
        } else if (event instanceof CallEvent.Cancelled) {
            return notSent(CallFaults.cancelled(origin()));
        } else if (event instanceof CallEvent.Paused) {
            return notSent(Fault.Paused.of(operation.name()));
        } else {
            return notSent(CallFaults.stopped(origin()));
        }
    }

    private CallEffect<O> start(Moment now) {
        // what was sent before was certainly not done, or it only reads
        sentAt = Instant.MIN;
        Optional<Fault> obstacle = banned(now);
        if (obstacle.isPresent()) {
            return fail(obstacle.get());
        }
        if (request == null) {
            try {
                request = operation.request(input);
            } catch (IllegalArgumentException refused) {
                return fail(CallFaults.refusedHere(origin(), String.valueOf(refused.getMessage())));
            } catch (UnavailableSecretException missing) {
                return fail(CallFaults.secretUnavailable(origin(), String.valueOf(missing.getMessage())));
            }
        }
        return metering.spend(now, acquirePermit());
    }

    /**
     * Ends the call wherever it stands, and returns its permit if it has one. No event may follow.
     *
     * @return whether its request may have been sent, so that the vendor may have acted
     */
    public boolean abandon() {
        boolean sent = sentAt.isAfter(Instant.MIN);
        if (permit != null) {
            if (counted) {
                limiter().release(takePermit(), sentAt.plus(responseTimeout));
            } else {
                limiter().releaseUnused(takePermit());
            }
        }
        return sent;
    }

    private Optional<Fault> banned(Moment now) {
        return application.banned(now.monotonic()).map(rest -> CallFaults.stillBanned(origin(), rest));
    }

    private CallEffect<O> permitted(Moment now) {
        Optional<Fault> obstacle = banned(now).or(metering::refusedMeanwhile);
        if (obstacle.isPresent()) {
            return notSent(obstacle.get());
        }
        return needsToken() ? new CallEffect.GetToken<>(rejected) : send(now);
    }

    private CallEffect<O> send(Moment now) {
        sentAt = now.monotonic();
        // from here on the request may be on its way: an aborted run must count it
        count.sent(operation.name(), operation.metered());
        counted = true;
        trouble = null;
        HttpRequest ready = Objects.requireNonNull(request);
        return new CallEffect.Send<>(token == null ? ready : ready.withToken(token.value()));
    }

    private CallEffect<O> answered(HttpResponse response, Moment now) {
        limiter().release(takePermit(), now.monotonic());
        ParsedResponse<O> reading = operation.read(input, response);
        if (reading instanceof ParsedResponse.Answer<O> answer) {
            String requestId = operation.requestId(response);
            return metering.accepted(new CallEffect.Finish<>(
                    new Outcome.Done<>(answer.value(), Sanitizer.code(requestId), answer.skipped())));
        }
        return refused(CallFaults.quoted((ParsedResponse.Refusal<O>) reading, request, token), now);
    }

    private CallEffect<O> refused(Fault fault, Moment now) {
        trouble = fault;
        if (fault instanceof Fault.Throttled throttled) {
            return throttled(throttled, now);
        }
        if (fault instanceof Fault.TokenRejected && needsToken()) {
            return tokenRejected(fault, now);
        }
        if (fault instanceof Fault.Banned banned) {
            application.ban(now.monotonic(), banned.rest());
        }
        if (fault instanceof Fault.QuotaUsedUp) {
            return metering.refused(now, fail(fault));
        }
        if (fault instanceof Fault.ServerFailed failed) {
            return retryOrFail(fault, failed.retryAfter());
        }
        return fail(fault);
    }

    /**
     * The vendor refuses a token before it looks at the call, so even a write may be repeated (docs/vendors/dingtalk.md §2.4: an
     * inference of the facts, not a promise). The token is fetched once more. Where that brought another token, and it was
     * refused too, another program has most likely fetched one in between that ended ours.
     */
    private CallEffect<O> tokenRejected(Fault fault, Moment now) {
        AccessToken used = Objects.requireNonNull(token);
        boolean another = rejected != null && !rejected.value().equals(used.value());
        if (rejected == null) {
            rejected = used;
            // the one call that finds out whether the vendor still refuses is still the same
            return metering.isTrying() ? acquirePermit() : start(now);
        }
        return fail(another ? CallFaults.freshTokensRejected(fault) : fault);
    }

    private CallEffect<O> throttled(Fault.Throttled fault, Moment now) {
        if (operation.metered()) {
            count.notMetered();
        }
        Optional<Duration> pause = retries.afterThrottling(fault, now.wall());
        Instant monotonic = now.monotonic();
        limiter().refused(monotonic, monotonic.plus(pause.orElse(RetryPolicy.SHORTEST_PAUSE)));
        return metering.giveBack(waitOrFail(pause, fault));
    }

    private CallEffect<O> unsent(String why) {
        uncount();
        limiter().releaseUnused(takePermit());
        Fault fault = CallFaults.notSent(origin(), why);
        trouble = fault;
        Optional<Duration> pause = retries.afterFailure(null);
        return metering.giveBack(waitOrFail(pause, fault));
    }

    private CallEffect<O> unanswered(String why) {
        limiter().release(takePermit(), sentAt.plus(responseTimeout));
        Fault fault = CallFaults.noAnswer(origin(), why);
        trouble = fault;
        return retryOrFail(fault, null);
    }

    private CallEffect<O> tooLarge(String limit, Moment now) {
        limiter().release(takePermit(), now.monotonic());
        Fault fault = CallFaults.tooLarge(origin(), limit);
        trouble = fault;
        return fail(fault);
    }

    private CallEffect<O> retryOrFail(Fault fault, @Nullable Duration retryAfter) {
        return waitOrFail(retries.afterFailure(retryAfter), fault);
    }

    /** Nothing was sent: the permit and the counted call go back first. */
    private CallEffect<O> notSent(Fault fault) {
        uncount();
        if (permit != null) {
            limiter().releaseUnused(takePermit());
        }
        return metering.giveBack(fail(fault));
    }

    private CallEffect<O> waitOrFail(Optional<Duration> pause, Fault fault) {
        return pause.<CallEffect<O>>map(CallEffect.Wait::new).orElseGet(() -> fail(fault));
    }

    private CallEffect<O> fail(Fault fault) {
        return CallEffect.fail(application, fault);
    }

    private boolean needsToken() {
        return Objects.requireNonNull(request).token().kind() != HttpRequest.TokenPlace.Kind.NONE;
    }

    private CallEffect<O> acquirePermit() {
        return new CallEffect.AcquirePermit<>(limiter());
    }

    private RateLimiter limiter() {
        return application.limiter(operation.name());
    }

    private void uncount() {
        if (counted) {
            count.unsent(operation.name(), operation.metered());
        }
    }

    private RateLimiter.Permit takePermit() {
        RateLimiter.Permit taken = Objects.requireNonNull(permit);
        permit = null;
        counted = false;
        return taken;
    }

    private Fault.Origin origin() {
        return Fault.Origin.of(operation.name());
    }
}
