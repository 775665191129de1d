package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.SandboxClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application's tokens. One's own application gets the same token, extended, while it lives; a third-party application
 * gets a new one each time (docs/vendors/dingtalk.md §2.2), and earlier ones live on until their own end (assumption). One token
 * serves both API generations (§2.3). Thread-safe.
 */
final class DingTalkTokens {
    private final SandboxClock clock;
    private final long lifeMillis;
    private final boolean keepsOne;
    private final Map<String, Long> endings = new HashMap<>();
    private @Nullable String current;

    DingTalkTokens(SandboxClock clock, Duration life, boolean keepsOne) {
        this.clock = clock;
        this.lifeMillis = life.toMillis();
        this.keepsOne = keepsOne;
    }

    synchronized String issue() {
        String token = current != null && keepsOne && isValid(current) ? current : RandomIds.hex();
        long now = clock.millis();
        endings.values().removeIf(end -> end <= now);
        endings.put(token, now + lifeMillis);
        current = token;
        return token;
    }

    synchronized boolean isValid(String token) {
        Long end = endings.get(token);
        return end != null && end > clock.millis();
    }

    synchronized void revokeAll() {
        endings.clear();
        current = null;
    }
}
