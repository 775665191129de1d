package io.rollcall.camel.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.Grant;
import io.rollcall.call.ApplicationState;
import io.rollcall.call.Call;
import io.rollcall.call.CallCount;
import io.rollcall.call.CallEffect;
import io.rollcall.call.CallEvent;
import io.rollcall.call.Moment;
import io.rollcall.call.RateLimiter;
import io.rollcall.camel.matrix.Expected.Mode;
import io.rollcall.http.HttpResponse;
import io.rollcall.sandbox.Company;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Rate;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.huawei.Huawei;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Conducts one cell's call without I/O: time passes when the call wants to wait, and answers are values. */
final class Rehearsal {
    private static final Instant START = Instant.parse("2026-11-20T08:00:10Z");
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);
    private static final long MONTHLY = 5000;
    private static final int MOST_REQUESTS = 50;

    private final Cell cell;
    private final ApplicationState application;
    private final Provider provider;
    private final CallCount count = new CallCount();
    private final Map<String, Integer> requests = new HashMap<>();
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = START;
    private int matched;
    private int struck;
    private long spent;
    private @Nullable Exhaustion refusal;

    Rehearsal(Cell cell) {
        this.cell = cell;
        URI url = URI.create("http://127.0.0.1:1");
        Company company = Companies.of(cell.api());
        this.provider = Question.provider(cell.api(), company, url);
        List<Rate> rates = List.of(new Rate(20, Duration.ofSeconds(1)));
        this.application = new ApplicationState("app", "rollcall.app.", rates, MONTHLY, 0, ZoneOffset.UTC);
    }

    /** Asks the cell's question, or another of the same vendor. */
    Observed ask(Api api) {
        return ask(Question.of(api, provider, now));
    }

    private <I, O> Observed ask(Question<I, O> question) {
        return Observed.of(conduct(question.operation(), question.input()));
    }

    int requests(Api api) {
        return requests.getOrDefault(api.reportName(), 0);
    }

    int struck() {
        return struck;
    }

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** The month's count in the store. */
    long spent() {
        return spent;
    }

    /** The run's own count. */
    long metered() {
        return count.metered();
    }

    private <I, O> Outcome<O> conduct(Operation<I, O> operation, I input) {
        Call<I, O> call =
                new Call<>(operation, input, operation.purpose(), application, count, RESPONSE_TIMEOUT, new Random(1));
        CallEffect<O> effect = call.next(new CallEvent.Started(), moment());
        while (!(effect instanceof CallEffect.Finish<O> finish)) {
            effect = call.next(carryOut(effect, operation), moment());
        }
        return finish.outcome();
    }

    private CallEvent carryOut(CallEffect<?> effect, Operation<?, ?> operation) {
        if (effect instanceof CallEffect.Spend<?> spend) {
            if (refusal != null && spend.heedsRefusal()) {
                return new CallEvent.Spent(Grant.refused(refusal));
            }
            spent++;
            return new CallEvent.Spent(spent <= spend.limit());
        } else if (effect instanceof CallEffect.GiveBack<?>) {
            spent--;
            return new CallEvent.GivenBack();
        } else if (effect instanceof CallEffect.RecordRefusal<?> record) {
            refusal = Exhaustion.first(record.month(), now);
            return new CallEvent.Recorded();
        } else if (effect instanceof CallEffect.AcquirePermit<?> acquire) {
            return permit(acquire.limiter());
        } else if (effect instanceof CallEffect.Wait<?> pause) {
            pauses.add(pause.time());
            now = now.plus(pause.time());
            return new CallEvent.Waited();
        } else if (effect instanceof CallEffect.GetToken<?> wanted) {
            return token(wanted);
        }
        return send(operation);
    }

    private CallEvent permit(RateLimiter limiter) {
        while (true) {
            RateLimiter.Acquisition acquisition = limiter.acquire(now);
            if (acquisition instanceof RateLimiter.Permit permit) {
                return new CallEvent.PermitAcquired(permit);
            }
            now = Optional.ofNullable(((RateLimiter.Later) acquisition).until()).orElseThrow();
        }
    }

    private CallEvent token(CallEffect.GetToken<?> wanted) {
        Optional<AccessToken> usable = application.tokens().usable(moment(), wanted.rejected());
        if (usable.isPresent()) {
            return new CallEvent.TokenGot(usable.get());
        }
        Outcome<AccessToken> outcome = conduct(provider.token(), new TokenContext(now, "0".repeat(32)));
        if (outcome instanceof Outcome.Failed<AccessToken> failed) {
            return new CallEvent.TokenFailed(failed.fault());
        }
        AccessToken got = ((Outcome.Done<AccessToken>) outcome).value();
        // Huawei gives another token each time, DingTalk an internal application the same one (docs/vendors/dingtalk.md
        // §2.2)
        AccessToken token = provider instanceof Huawei
                ? new AccessToken(got.value() + "-" + requests, got.obtainedAt(), got.expiresAt())
                : got;
        application.tokens().keep(token, now);
        return new CallEvent.TokenGot(token);
    }

    private CallEvent send(Operation<?, ?> operation) {
        now = now.plus(ROUND_TRIP);
        String name = operation.name().toString();
        CallEvent event = name.equals(cell.struck().reportName()) ? struckOrGenuine(name) : genuine(name);
        if (!(event instanceof CallEvent.Unsent)) {
            int sent = requests.merge(name, 1, Integer::sum);
            assertThat(sent).as("a call that never ends").isLessThan(MOST_REQUESTS);
        }
        return event;
    }

    private CallEvent struckOrGenuine(String name) {
        matched++;
        if (cell.mode() == Mode.ONCE && matched > 1) {
            return genuine(name);
        }
        struck++;
        return cell.strike().event().orElseGet(() -> genuine(name));
    }

    private static CallEvent genuine(String name) {
        for (Api api : Api.values()) {
            if (api.reportName().equals(name)) {
                return new CallEvent.Answered(HttpResponse.of(200, Map.of(), api.genuine()));
            }
        }
        throw new IllegalArgumentException(name);
    }

    private Moment moment() {
        return new Moment(now, now);
    }
}
