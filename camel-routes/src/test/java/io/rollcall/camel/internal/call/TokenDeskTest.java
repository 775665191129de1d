package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.Clocks;
import io.rollcall.call.Event;
import io.rollcall.call.Fault;
import io.rollcall.call.OperationName;
import io.rollcall.call.Outcome;
import io.rollcall.call.Token;
import io.rollcall.call.TokenCache;
import io.rollcall.camel.HandDrivenTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenDeskTest {
    private static final Fault.Origin ORIGIN = Fault.Origin.of(new OperationName("dingtalk", "token"));

    private final HandDrivenTime time = new HandDrivenTime();
    private final TokenDesk desk = new TokenDesk(
            new TokenCache(),
            new Clocks(time, time),
            time,
            failure -> new Outcome.Failed<>(
                    new Fault.NoAnswer(ORIGIN, true, failure.getClass().getSimpleName())));
    private final List<String> events = new ArrayList<>();
    private final List<Consumer<Outcome<Token>>> fetches = new ArrayList<>();

    private void ask(TokenDesk.Fetch fetch) {
        Event atOnce = desk.token(null, fetch, this::told);
        if (atOnce != null) {
            told(atOnce);
        }
    }

    private void told(Event event) {
        events.add(
                event instanceof Event.TokenFailed failed
                        ? failed.fault().remedy()
                        : event.getClass().getSimpleName());
    }

    private Outcome<Token> token() {
        return new Outcome.Done<>(new Token("t", time.instant(), time.instant().plus(Duration.ofHours(2))), null);
    }

    @Test
    void token_whenManyAsk_isFetchedOnceForAll() {
        ask(fetches::add);
        ask(fetches::add);
        assertThat(fetches).hasSize(1);

        fetches.get(0).accept(token());
        time.runAll();

        assertThat(events).containsExactly("TokenGot", "TokenGot");
        ask(fetches::add);
        assertThat(fetches).hasSize(1);
        assertThat(events).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoSuchMethodError.class, StackOverflowError.class})
    void fetch_whenItThrows_failsForAllWhoWaitAndIsTriedAgain(Class<? extends Throwable> thrown) {
        ask(then -> {
            ask(fetches::add);
            sneak(thrown);
        });
        time.runAll();

        assertThat(events).containsExactly(thrown.getSimpleName(), thrown.getSimpleName());
        assertThat(fetches).isEmpty();

        ask(fetches::add);
        fetches.get(0).accept(token());
        time.runAll();
        assertThat(events).endsWith("TokenGot");
    }

    @Test
    void fetch_whenItTellsAndThrows_countsOnce() {
        ask(then -> {
            then.accept(token());
            throw new IllegalStateException("afterwards");
        });
        time.runAll();
        assertThat(events).containsExactly("TokenGot");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Class<? extends Throwable> type) throws T {
        try {
            throw (T) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
