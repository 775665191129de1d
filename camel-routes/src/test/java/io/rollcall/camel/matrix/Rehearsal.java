package io.rollcall.camel.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.Grant;
import io.rollcall.call.Call;
import io.rollcall.call.CallCount;
import io.rollcall.call.Effect;
import io.rollcall.call.Event;
import io.rollcall.call.Line;
import io.rollcall.call.Moment;
import io.rollcall.call.Operation;
import io.rollcall.call.Outcome;
import io.rollcall.call.Pacer;
import io.rollcall.call.Rate;
import io.rollcall.call.Token;
import io.rollcall.call.TokenQuestion;
import io.rollcall.camel.matrix.Expected.Mode;
import io.rollcall.http.HttpResponse;
import io.rollcall.huawei.Huawei;
import io.rollcall.provider.Provider;
import io.rollcall.sandbox.company.Company;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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
    private final Line line;
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
        this.line = new Line("app", "rollcall.app.", rates, MONTHLY);
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
        Call<I, O> call = new Call<>(operation, input, line, count, RESPONSE_TIMEOUT, new Random(1));
        Effect<O> effect = call.next(new Event.Started(), moment());
        while (!(effect instanceof Effect.Finish<O> finish)) {
            effect = call.next(carryOut(effect, operation), moment());
        }
        return finish.outcome();
    }

    private Event carryOut(Effect<?> effect, Operation<?, ?> operation) {
        if (effect instanceof Effect.Spend<?> spend) {
            if (refusal != null) {
                return new Event.Spent(Grant.refused(refusal));
            }
            spent++;
            return new Event.Spent(spent <= spend.limit());
        } else if (effect instanceof Effect.GiveBack<?>) {
            spent--;
            return new Event.GivenBack();
        } else if (effect instanceof Effect.RecordRefusal<?> record) {
            refusal = Exhaustion.first(record.month(), now);
            return new Event.Recorded();
        } else if (effect instanceof Effect.GetPlace<?> place) {
            return place(place.pacer());
        } else if (effect instanceof Effect.Wait<?> pause) {
            pauses.add(pause.time());
            now = now.plus(pause.time());
            return new Event.Waited();
        } else if (effect instanceof Effect.GetToken<?> wanted) {
            return token(wanted);
        }
        return send(operation);
    }

    private Event place(Pacer pacer) {
        while (true) {
            Pacer.Reservation reservation = pacer.reserve(now);
            if (reservation instanceof Pacer.Place place) {
                return new Event.Placed(place);
            }
            now = Optional.ofNullable(((Pacer.Later) reservation).until()).orElseThrow();
        }
    }

    private Event token(Effect.GetToken<?> wanted) {
        Optional<Token> usable = line.tokens().usable(moment(), wanted.rejected());
        if (usable.isPresent()) {
            return new Event.TokenGot(usable.get());
        }
        Outcome<Token> outcome = conduct(provider.token(), new TokenQuestion(now, "0".repeat(32)));
        if (outcome instanceof Outcome.Failed<Token> failed) {
            return new Event.TokenFailed(failed.fault());
        }
        Token got = ((Outcome.Done<Token>) outcome).value();
        // Huawei gives another token each time, DingTalk an internal application the same one (dingtalk.md §2.2)
        Token token = provider instanceof Huawei
                ? new Token(got.value() + "-" + requests, got.obtainedAt(), got.expiresAt())
                : got;
        line.tokens().keep(token, now);
        return new Event.TokenGot(token);
    }

    private Event send(Operation<?, ?> operation) {
        now = now.plus(ROUND_TRIP);
        String name = operation.name().toString();
        Event event = name.equals(cell.struck().reportName()) ? struckOrGenuine(name) : genuine(name);
        if (!(event instanceof Event.Unsent)) {
            int sent = requests.merge(name, 1, Integer::sum);
            assertThat(sent).as("a call that never ends").isLessThan(MOST_REQUESTS);
        }
        return event;
    }

    private Event struckOrGenuine(String name) {
        matched++;
        if (cell.mode() == Mode.ONCE && matched > 1) {
            return genuine(name);
        }
        struck++;
        return cell.strike().event().orElseGet(() -> genuine(name));
    }

    private static Event genuine(String name) {
        for (Api api : Api.values()) {
            if (api.reportName().equals(name)) {
                return new Event.Answered(HttpResponse.of(200, Map.of(), api.genuine()));
            }
        }
        throw new IllegalArgumentException(name);
    }

    private Moment moment() {
        return new Moment(now, now);
    }
}
