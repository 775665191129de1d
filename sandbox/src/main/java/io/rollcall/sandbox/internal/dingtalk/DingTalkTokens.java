package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.SandboxClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application's tokens. An internal application receives its current token, extended, as long as it is valid. A third-party
 * application receives a new one each time (docs/vendors/dingtalk.md §2.2); earlier ones stay valid until they expire (assumption).
 * Both APIs accept the same tokens (§2.3). Thread-safe.
 */
final class DingTalkTokens {
    private final SandboxClock clock;
    private final long lifeMillis;
    private final boolean reuses;
    private final Map<String, Long> expiryByToken = new HashMap<>();
    private @Nullable String current;

    DingTalkTokens(SandboxClock clock, Duration life, boolean reuses) {
        this.clock = clock;
        this.lifeMillis = life.toMillis();
        this.reuses = reuses;
    }

    synchronized String issue() {
        String token = current != null && reuses && isValid(current) ? current : RandomIds.hex();
        long now = clock.millis();
        expiryByToken.values().removeIf(expiry -> expiry <= now);
        expiryByToken.put(token, now + lifeMillis);
        current = token;
        return token;
    }

    synchronized boolean isValid(String token) {
        Long expiry = expiryByToken.get(token);
        return expiry != null && expiry > clock.millis();
    }

    synchronized void revokeAll() {
        expiryByToken.clear();
        current = null;
    }
}
