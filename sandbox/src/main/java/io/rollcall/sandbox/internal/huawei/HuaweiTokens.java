package io.rollcall.sandbox.internal.huawei;

import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.SandboxClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Valid tokens, at most 64 for each user: one more revokes the oldest (docs/vendors/huawei.md §2.2). Thread-safe. */
final class HuaweiTokens {
    private static final int MOST_PER_USER = 64;

    private final SandboxClock clock;
    private final long lifeMillis;
    private final Map<String, Map<String, Long>> byUser = new LinkedHashMap<>();
    private final Map<String, String> users = new LinkedHashMap<>();

    HuaweiTokens(SandboxClock clock, Duration life) {
        this.clock = clock;
        this.lifeMillis = life.toMillis();
    }

    synchronized String issue(String user) {
        Map<String, Long> live = byUser.computeIfAbsent(user, name -> new LinkedHashMap<>());
        if (live.size() == MOST_PER_USER) {
            String oldest = live.keySet().iterator().next();
            live.remove(oldest);
            users.remove(oldest);
        }
        String token = "stb" + RandomIds.hex();
        live.put(token, clock.millis() + lifeMillis);
        users.put(token, user);
        return token;
    }

    synchronized boolean isValid(String token) {
        String user = users.get(token);
        Long end = user == null ? null : byUser.getOrDefault(user, Map.of()).get(token);
        return end != null && end > clock.millis();
    }

    synchronized void revokeAll() {
        byUser.clear();
        users.clear();
    }
}
