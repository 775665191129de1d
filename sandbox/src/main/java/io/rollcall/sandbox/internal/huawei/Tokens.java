package io.rollcall.sandbox.internal.huawei;

import io.rollcall.sandbox.internal.wire.Ids;
import io.rollcall.sandbox.internal.wire.Ticks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Live tokens, at most 64 for each user: the next one silently ends the oldest (vendors/huawei.md §2.2). Thread-safe. */
final class Tokens {
    private static final int MOST_PER_USER = 64;

    private final Ticks ticks;
    private final long lifeMillis;
    private final Map<String, Map<String, Long>> byUser = new LinkedHashMap<>();
    private final Map<String, String> users = new LinkedHashMap<>();

    Tokens(Ticks ticks, Duration life) {
        this.ticks = ticks;
        this.lifeMillis = life.toMillis();
    }

    synchronized String issue(String user) {
        Map<String, Long> live = byUser.computeIfAbsent(user, name -> new LinkedHashMap<>());
        if (live.size() == MOST_PER_USER) {
            String oldest = live.keySet().iterator().next();
            live.remove(oldest);
            users.remove(oldest);
        }
        String token = "stb" + Ids.hex();
        live.put(token, ticks.millis() + lifeMillis);
        users.put(token, user);
        return token;
    }

    synchronized boolean isValid(String token) {
        String user = users.get(token);
        Long end = user == null ? null : byUser.getOrDefault(user, Map.of()).get(token);
        return end != null && end > ticks.millis();
    }

    synchronized void revokeAll() {
        byUser.clear();
        users.clear();
    }
}
