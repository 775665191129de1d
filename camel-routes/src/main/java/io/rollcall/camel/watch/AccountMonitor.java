package io.rollcall.camel.watch;

import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.api.CallListener;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records whether the vendors accept the credentials of each account. An account is refused from the first call that ends
 * with the fault {@code token} or {@code banned} until a call proves otherwise. Thread-safe.
 */
public final class AccountMonitor {
    /** When a ban counts as ended, because no later call may show it. Longer than the bans of all vendors. */
    static final Duration LONGEST_BAN = Duration.ofMinutes(10);

    private final Clocks clocks;
    private final SortedMap<String, State> accounts = new TreeMap<>();

    /** Creates a monitor without accounts, see {@link #of}. */
    public AccountMonitor(Clocks clocks) {
        this.clocks = clocks;
    }

    /** The state of one account. */
    private static final class State {
        private Fault.@Nullable Kind refusal;
        private @Nullable Instant since;
        /** By the monotonic clock. */
        private @Nullable Instant last;
    }

    /** Returns the listener of an account, which counts as accepted until a call ends. */
    public synchronized CallListener of(String account) {
        State state = accounts.computeIfAbsent(account, any -> new State());
        return new CallListener() {
            @Override
            public void ended(OperationName operation, Fault.@Nullable Kind fault) {
                record(state, fault);
            }
        };
    }

    private synchronized void record(State state, Fault.@Nullable Kind fault) {
        if (fault == Fault.Kind.TOKEN || fault == Fault.Kind.BANNED) {
            Moment now = clocks.now();
            if (state.refusal != fault) {
                state.since = now.wall();
            }
            state.refusal = fault;
            state.last = now.monotonic();
        } else if (fault == null || fault == Fault.Kind.PERMISSION || fault == Fault.Kind.NOT_FOUND) {
            // these responses require a valid token; any other fault is independent of the credentials
            state.refusal = null;
        }
    }

    /** The states of all accounts, by name. */
    public synchronized List<Standing> standings() {
        Instant now = clocks.monotonic().instant();
        return accounts.entrySet().stream()
                .map(account -> {
                    State state = account.getValue();
                    boolean over = state.refusal == Fault.Kind.BANNED
                            && state.last != null
                            && now.isAfter(state.last.plus(LONGEST_BAN));
                    return state.refusal == null || over
                            ? new Standing(account.getKey(), null, null)
                            : new Standing(account.getKey(), state.refusal, state.since);
                })
                .toList();
    }

    /**
     * The state of an account.
     *
     * @param refusal {@code token} or {@code banned}; null if the vendor accepts the account or no call has ended
     * @param since when that began; null if the vendor accepts the account
     */
    public record Standing(String account, Fault.@Nullable Kind refusal, @Nullable Instant since) {}
}
