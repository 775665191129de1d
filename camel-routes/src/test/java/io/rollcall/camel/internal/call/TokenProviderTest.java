package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.CallEvent;
import io.rollcall.call.Clocks;
import io.rollcall.call.TokenCache;
import io.rollcall.camel.HandDrivenTime;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenProviderTest {
    private static final Fault.Origin ORIGIN = Fault.Origin.of(new OperationName("dingtalk", "token"));

    private final HandDrivenTime time = new HandDrivenTime();
    private final TokenProvider tokens = new TokenProvider(
            new TokenCache(),
            new Clocks(time, time),
            time,
            failure -> new Outcome.Failed<>(
                    new Fault.NoAnswer(ORIGIN, true, failure.getClass().getSimpleName())));
    private final List<String> events = new ArrayList<>();
    private final List<Consumer<Outcome<AccessToken>>> fetches = new ArrayList<>();

    private void ask(TokenProvider.Fetch fetch) {
        CallEvent atOnce = tokens.token(null, fetch, this::told);
        if (atOnce != null) {
            told(atOnce);
        }
    }

    private void told(CallEvent event) {
        events.add(
                event instanceof CallEvent.TokenFailed failed
                        ? failed.fault().remedy()
                        : event.getClass().getSimpleName());
    }

    private Outcome<AccessToken> token() {
        return new Outcome.Done<>(
                new AccessToken("t", time.instant(), time.instant().plus(Duration.ofHours(2))), null);
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
