package io.rollcall.probe;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Purpose;
import io.rollcall.vendor.RecordedFields;
import io.rollcall.vendor.ResponseBody;
import io.rollcall.vendor.TokenContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records the answers to operations. It wraps an operation: each answer goes to the operation's own reader as usual, and a copy goes
 * through the {@link Anonymizer} at once, so that no other part of a recording sees an answer as it came. The recorded request is
 * made from pseudonyms. An operation that changes something is refused. Thread-safe.
 */
final class Recorder {
    /** As in the recorded answers, see {@link io.rollcall.vendor.RecordedFields.Rule#DATE}. */
    private static final Instant RECORDED_NOW = Instant.ofEpochSecond(1_111_111_111L);

    private final Anonymizer anonymizer;
    private final IntConsumer recorded;
    private final List<RecordedExchange> exchanges = new ArrayList<>();

    /** @param recorded is called after each answer, by any thread, with their number */
    Recorder(Anonymizer anonymizer, IntConsumer recorded) {
        this.anonymizer = anonymizer;
        this.recorded = recorded;
    }

    /**
     * The operation, recorded.
     *
     * @param anonymous the input with pseudonyms in the place of its ids
     * @throws IllegalArgumentException for an operation that does not only read
     */
    <I, O> Operation<I, O> reading(Operation<I, O> operation, UnaryOperator<I> anonymous) {
        if (operation.afterUnknownOutcome() != Operation.Repeat.REPEAT) {
            throw new IllegalArgumentException(operation.name() + " does not only read");
        }
        return new Recorded<>(operation, anonymous, true);
    }

    /** The operation that gets a token, recorded without its request, which consists of secrets. */
    Operation<TokenContext, AccessToken> token(Operation<TokenContext, AccessToken> operation) {
        return new Recorded<>(operation, context -> new TokenContext(RECORDED_NOW, context.nonce()), false);
    }

    /**
     * An operation that changes a meeting, recorded.
     *
     * @param permit shows that a person typed the meeting's number
     */
    <I, O> Operation<I, O> changing(ConfirmedMeeting permit, Operation<I, O> operation, UnaryOperator<I> anonymous) {
        return new Recorded<>(operation, anonymous, permit.isConfirmed());
    }

    /** What was recorded so far, in order. */
    synchronized List<RecordedExchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** The pseudonyms of this recording. */
    Anonymizer anonymizer() {
        return anonymizer;
    }

    /** Whether there is an answer of an operation of this name. */
    synchronized boolean has(OperationName operation) {
        return exchanges.stream().anyMatch(exchange -> exchange.operation().equals(operation));
    }

    private void add(RecordedExchange exchange) {
        int number;
        synchronized (this) {
            exchanges.add(exchange);
            number = exchanges.size();
        }
        recorded.accept(number);
    }

    private final class Recorded<I, O> implements Operation<I, O> {
        private final Operation<I, O> operation;
        private final UnaryOperator<I> anonymous;
        private final boolean withRequest;

        Recorded(Operation<I, O> operation, UnaryOperator<I> anonymous, boolean withRequest) {
            this.operation = operation;
            this.anonymous = anonymous;
            this.withRequest = withRequest;
        }

        @Override
        public ParsedResponse<O> read(I input, HttpResponse response) {
            ParsedResponse<O> live = operation.read(input, response);
            if (live instanceof ParsedResponse.Answer<O> answer && answer.value() instanceof AccessToken token) {
                anonymizer.secret(token.value());
            }
            HttpResponse kept = anonymizer.anonymize(response, operation.recordedFields());
            I pseudonyms = anonymous.apply(input);
            ParsedResponse<O> replayed = operation.read(pseudonyms, kept);
            HttpRequest request = operation.request(pseudonyms);
            add(new RecordedExchange(
                    operation.name(),
                    withRequest ? request : null,
                    new RecordedExchange.Target(request.method(), request.path()),
                    kept,
                    ResponseBody.of(response).form(),
                    RecordedExchange.Reading.of(live),
                    RecordedExchange.Reading.of(replayed)));
            return live;
        }

        @Override
        public OperationName name() {
            return operation.name();
        }

        @Override
        public HttpRequest request(I input) {
            return operation.request(input);
        }

        @Override
        public @Nullable String requestId(HttpResponse response) {
            return operation.requestId(response);
        }

        @Override
        public Repeat afterUnknownOutcome() {
            return operation.afterUnknownOutcome();
        }

        @Override
        public Purpose purpose() {
            return operation.purpose();
        }

        @Override
        public @Nullable String permission() {
            return operation.permission();
        }

        @Override
        public boolean metered() {
            return operation.metered();
        }

        @Override
        public RecordedFields recordedFields() {
            return operation.recordedFields();
        }

        @Override
        public Operation<?, ?> origin() {
            return operation.origin();
        }
    }
}
