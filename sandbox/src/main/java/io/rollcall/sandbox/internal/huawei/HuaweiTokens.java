package io.rollcall.sandbox.internal.huawei;

import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.SandboxClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Valid tokens, at most 64 for each user: one more revokes the oldest (docs/vendors/huawei.md §2.2). Thread-safe. */
final class HuaweiTokens {
    private static final int MAX_PER_USER = 64;

    private record Token(String user, long expiry) {}

    private final SandboxClock clock;
    private final long lifeMillis;
    private final Map<String, Token> tokens = new LinkedHashMap<>();

    HuaweiTokens(SandboxClock clock, Duration life) {
        this.clock = clock;
        this.lifeMillis = life.toMillis();
    }

    synchronized String issue(String user) {
        List<String> ofUser = tokens.entrySet().stream()
                .filter(entry -> entry.getValue().user().equals(user))
                .map(Map.Entry::getKey)
                .toList();
        if (ofUser.size() == MAX_PER_USER) {
            tokens.remove(ofUser.get(0));
        }
        String token = "stb" + RandomIds.hex();
        tokens.put(token, new Token(user, clock.millis() + lifeMillis));
        return token;
    }

    synchronized boolean isValid(String token) {
        Token issued = tokens.get(token);
        return issued != null && issued.expiry() > clock.millis();
    }

    synchronized void revokeAll() {
        tokens.clear();
    }
}
