package io.rollcall.call;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.Grant;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Purpose;
import io.rollcall.vendor.VendorText;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One call to a vendor, conducted without I/O: it is told what happened and says what to do next, until it is done or
 * failed. Budget, pace, token, repeats and bans are all decided here; the time and the chance are passed in. The order
 * is budget, place, token, send; every repeat takes a new place. Not thread-safe: one call, one event after the other.
 */
public final class Call<I, O> {
    private final Operation<I, O> operation;
    private final I input;
    private final ApplicationState line;
    private final RetryPolicy repeats;
    private final CallCount count;
    private final Duration responseTimeout;

    private final Purpose purpose;

    private @Nullable HttpRequest request;
    private @Nullable YearMonth month;
    private @Nullable YearMonth spentIn;
    private boolean admitted;
    private boolean trying;
    private long refusalsSeen;
    private RateLimiter.@Nullable Place place;
    private @Nullable AccessToken token;
    private @Nullable AccessToken rejected;
    private @Nullable CallEffect<O> afterRecording;
    private Instant sentAt = Instant.MIN;
    private boolean counted;
    private @Nullable Fault trouble;

    /**
     * @param responseTimeout how long the vendor has for a whole answer; afterwards an unanswered call cannot be met any
     *     more
     */
    public Call(
            Operation<I, O> operation,
            I input,
            ApplicationState line,
            CallCount count,
            Duration responseTimeout,
            RandomGenerator chance) {
        this(operation, input, Purpose.of(operation), line, count, responseTimeout, chance);
    }

    /**
     * @param purpose what the call is for
     * @param responseTimeout how long the vendor has for a whole answer; after this time a late response is ignored
     */
    public Call(
            Operation<I, O> operation,
            I input,
            Purpose purpose,
            ApplicationState line,
            CallCount count,
            Duration responseTimeout,
            RandomGenerator chance) {
        this.operation = operation;
        this.input = input;
        this.purpose = purpose;
        this.line = line;
        this.count = count;
        this.responseTimeout = responseTimeout;
        this.repeats = new RetryPolicy(operation.afterUnknownOutcome(), chance);
    }

    /** The application's line that the call uses. */
    public ApplicationState line() {
        return line;
    }

    /** What was wrong with the last request that was sent; empty where it was answered as asked. */
    public Optional<Fault> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** The vendor's id of a request, as its response names it; null where it names none. */
    public @Nullable String requestId(HttpResponse response) {
        return operation.requestId(response);
    }

    /** What to do next. After {@link CallEffect.Finish} the call must not be told anything more. */
    public CallEffect<O> next(CallEvent event, Moment now) {
        if (event instanceof CallEvent.Started) {
            return start(now);
        } else if (event instanceof CallEvent.Spent spent) {
            return decided(spent.grant());
        } else if (event instanceof CallEvent.GivenBack || event instanceof CallEvent.Recorded) {
            return Objects.requireNonNull(afterRecording);
        } else if (event instanceof CallEvent.Placed placed) {
            place = placed.place();
            return placed(now);
        } else if (event instanceof CallEvent.TokenGot got) {
            token = got.token();
            return send(now);
        } else if (event instanceof CallEvent.TokenFailed failed) {
            // nobody may know what became of the token's call: this one was certainly not sent
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
        } else {
            return notSent(CallFaults.stopped(origin()));
        }
    }

    private CallEffect<O> start(Moment now) {
        // of what was sent before, it is known that it was not done, or it only read
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
        return operation.metered() ? spend(now) : new CallEffect.GetPlace<>(pacer());
    }

    /**
     * Ends the call wherever it stands, after an exception that no part of it expects: gives its place back. Must not be
     * told anything more.
     *
     * @return whether its request may have been sent, so that nobody knows whether the vendor acted
     */
    public boolean abandon() {
        boolean sent = sentAt.isAfter(Instant.MIN);
        if (place != null) {
            if (counted) {
                pacer().lost(takePlace(), sentAt.plus(responseTimeout));
            } else {
                pacer().unused(takePlace());
            }
        }
        return sent;
    }

    private CallEffect<O> spend(Moment now) {
        trying = false;
        month = BillingMonth.of(now.wall());
        refusalsSeen = line.refusals();
        if (!isBudgeted()) {
            return decided(line.grantUncounted(month, now.wall()));
        }
        if (!count.admit()) {
            return fail(CallFaults.runUsedUp(origin(), count));
        }
        admitted = true;
        spentIn = month;
        return new CallEffect.Spend<>(line.application(), month, line.limit(purpose));
    }

    private CallEffect<O> decided(Grant grant) {
        if (grant.given()) {
            trying = grant.kind() == Grant.Kind.TRY;
            return new CallEffect.GetPlace<>(pacer());
        }
        spentIn = null;
        readmit();
        Exhaustion refusal = grant.exhaustion();
        if (refusal != null) {
            return fail(CallFaults.quotaRefused(origin(), refusal));
        }
        return fail(
                purpose == Purpose.POLL && line.reserve() > 0
                        ? CallFaults.onlyReserveLeft(origin(), line)
                        : CallFaults.budgetUsedUp(origin(), line));
    }

    private Optional<Fault> banned(Moment now) {
        return line.banned(now.monotonic()).map(rest -> CallFaults.stillBanned(origin(), rest));
    }

    private Optional<Fault> refusedMeanwhile() {
        return operation.metered()
                ? line.refusedSince(refusalsSeen, Objects.requireNonNull(month))
                        .map(refusal -> CallFaults.quotaRefused(origin(), refusal))
                : Optional.empty();
    }

    private CallEffect<O> placed(Moment now) {
        Optional<Fault> obstacle = banned(now).or(this::refusedMeanwhile);
        if (obstacle.isPresent()) {
            return notSent(obstacle.get());
        }
        return needsToken() ? new CallEffect.GetToken<>(rejected) : send(now);
    }

    private CallEffect<O> send(Moment now) {
        sentAt = now.monotonic();
        // from here on the request may be on its way: a run that is broken off must not lose it from its count
        count.sent(operation.name(), operation.metered());
        counted = true;
        trouble = null;
        HttpRequest ready = Objects.requireNonNull(request);
        return new CallEffect.Send<>(token == null ? ready : ready.withToken(token.value()));
    }

    private CallEffect<O> answered(HttpResponse response, Moment now) {
        pacer().answered(takePlace(), now.monotonic());
        ParsedResponse<O> reading = operation.read(input, response);
        if (reading instanceof ParsedResponse.Answer<O> answer) {
            String requestId = operation.requestId(response);
            return accepted(new CallEffect.Finish<>(
                    new Outcome.Done<>(answer.value(), Fault.Origin.harmless(requestId), answer.skipped())));
        }
        return refused(quoted((ParsedResponse.Refusal<O>) reading), now);
    }

    private Fault quoted(ParsedResponse.Refusal<O> refusal) {
        Fault fault = refusal.fault();
        ParsedResponse.Quote quote = refusal.quote();
        if (quote == null) {
            return fault;
        }
        List<String> sent = new ArrayList<>(Objects.requireNonNull(request).texts());
        if (token != null) {
            sent.add(token.value());
        }
        String words = VendorText.clean(quote.text(), sent);
        return words.isEmpty() ? fault : fault.withRemedy(fault.remedy() + " " + quote.label() + " \"" + words + "\".");
    }

    private CallEffect<O> refused(Fault fault, Moment now) {
        trouble = fault;
        if (fault instanceof Fault.Throttled throttled) {
            return throttled(throttled, now);
        }
        if (fault instanceof Fault.TokenRejected && needsToken()) {
            return tokenRejected(fault, now);
        }
        if (fault instanceof Fault.Banned) {
            line.ban(now.monotonic());
        }
        if (fault instanceof Fault.QuotaUsedUp) {
            return quotaUsedUp(fault, now);
        }
        if (fault instanceof Fault.ServerFailed failed) {
            return repeatOrFail(fault, failed.retryAfter());
        }
        return fail(fault);
    }

    /** A refusal counts for the month in which the call was counted, whenever it arrives. */
    private CallEffect<O> quotaUsedUp(Fault fault, Moment now) {
        if (!operation.metered()) {
            return fail(fault);
        }
        YearMonth refused = Objects.requireNonNull(month);
        line.refused(refused, now.wall());
        if (!isBudgeted()) {
            return fail(fault);
        }
        afterRecording = fail(fault);
        return new CallEffect.RecordRefusal<>(line.application(), refused);
    }

    private CallEffect<O> accepted(CallEffect<O> then) {
        if (!trying) {
            return then;
        }
        line.accepted();
        if (!isBudgeted()) {
            return then;
        }
        afterRecording = then;
        return new CallEffect.RemoveRefusal<>(line.application(), Objects.requireNonNull(month));
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
            return trying ? new CallEffect.GetPlace<>(pacer()) : start(now);
        }
        return fail(another ? CallFaults.freshTokensRejected(fault) : fault);
    }

    private CallEffect<O> throttled(Fault.Throttled fault, Moment now) {
        if (operation.metered()) {
            count.notMetered();
        }
        Optional<Duration> pause = repeats.afterThrottling(fault, now.wall());
        Instant monotonic = now.monotonic();
        pacer().refused(monotonic, monotonic.plus(pause.orElse(RetryPolicy.SHORTEST_PAUSE)));
        return givingBack(waitOrFail(pause, fault));
    }

    private CallEffect<O> unsent(String why) {
        uncount();
        pacer().unused(takePlace());
        Fault fault = CallFaults.notSent(origin(), why);
        trouble = fault;
        Optional<Duration> pause = repeats.afterFailure(null);
        return givingBack(waitOrFail(pause, fault));
    }

    private CallEffect<O> unanswered(String why) {
        pacer().lost(takePlace(), sentAt.plus(responseTimeout));
        Fault fault = CallFaults.noAnswer(origin(), why);
        trouble = fault;
        return repeatOrFail(fault, null);
    }

    private CallEffect<O> tooLarge(String limit, Moment now) {
        pacer().answered(takePlace(), now.monotonic());
        Fault fault = CallFaults.tooLarge(origin(), limit);
        trouble = fault;
        return fail(fault);
    }

    private CallEffect<O> repeatOrFail(Fault fault, @Nullable Duration retryAfter) {
        return waitOrFail(repeats.afterFailure(retryAfter), fault);
    }

    /** Nothing was sent: a place and a counted call are given back first. */
    private CallEffect<O> notSent(Fault fault) {
        uncount();
        if (place != null) {
            pacer().unused(takePlace());
        }
        return givingBack(fail(fault));
    }

    private CallEffect<O> waitOrFail(Optional<Duration> pause, Fault fault) {
        return pause.<CallEffect<O>>map(CallEffect.Wait::new).orElseGet(() -> fail(fault));
    }

    /** The vendor does not count what it refused for its rate, nor what never reached it. */
    private CallEffect<O> givingBack(CallEffect<O> then) {
        if (spentIn == null) {
            return then;
        }
        readmit();
        afterRecording = then;
        CallEffect<O> giveBack = new CallEffect.GiveBack<>(line.application(), spentIn);
        spentIn = null;
        return giveBack;
    }

    private CallEffect<O> fail(Fault fault) {
        return new CallEffect.Finish<>(new Outcome.Failed<>(fault.withRemedy(line.inItsWords(fault.remedy()))));
    }

    private boolean needsToken() {
        return Objects.requireNonNull(request).token().kind() != HttpRequest.TokenPlace.Kind.NONE;
    }

    private boolean isBudgeted() {
        return operation.metered() && line.monthlyCalls() > 0;
    }

    private RateLimiter pacer() {
        return line.pacer(operation.name());
    }

    private void uncount() {
        if (counted) {
            count.unsent(operation.name(), operation.metered());
        }
    }

    private void readmit() {
        if (admitted) {
            count.readmit();
            admitted = false;
        }
    }

    private RateLimiter.Place takePlace() {
        RateLimiter.Place taken = Objects.requireNonNull(place);
        place = null;
        counted = false;
        return taken;
    }

    private Fault.Origin origin() {
        return Fault.Origin.of(operation.name());
    }
}
