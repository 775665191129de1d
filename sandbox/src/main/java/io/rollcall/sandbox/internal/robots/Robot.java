package io.rollcall.sandbox.internal.robots;

import io.rollcall.sandbox.internal.company.RobotSettings;
import io.rollcall.sandbox.internal.http.HmacSha256;
import io.rollcall.sandbox.internal.http.SandboxClock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One robot: what it requires, and how fast it may be. Not thread-safe. */
final class Robot {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final RobotSettings settings;
    private final SandboxClock clock;
    private final Deque<Long> sent = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private long silentUntil = Long.MIN_VALUE;

    Robot(RobotSettings settings, SandboxClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    RobotSettings.Kind kind() {
        return settings.kind();
    }

    String key() {
        return settings.key();
    }

    /** Why DingTalk refuses a message; null if it does not. */
    @Nullable String dingtalkSecurity(@Nullable String timestamp, @Nullable String sign, String text) {
        if (!settings.secret().isEmpty()) {
            if (timestamp == null || !isNear(timestamp, 1)) {
                return "invalid timestamp";
            }
            String signed = timestamp + "\n" + settings.secret();
            if (!base64(signed, settings.secret()).equals(sign)) {
                return "sign not match";
            }
        }
        return settings.keyword().isEmpty() || text.contains(settings.keyword()) ? null : "keywords not in content";
    }

    /** Why Feishu refuses a message; 0 if it does not. Its key is DingTalk's data, and it signs nothing. */
    int feishuSecurity(String timestamp, String sign, String content) {
        if (!settings.secret().isEmpty()
                && (!isNear(timestamp, 1000)
                        || !base64("", timestamp + "\n" + settings.secret()).equals(sign))) {
            return 19021;
        }
        return settings.keyword().isEmpty() || content.contains(settings.keyword()) ? 0 : 19024;
    }

    private static String base64(String data, String key) {
        return Base64.getEncoder().encodeToString(HmacSha256.of(data, key));
    }

    private boolean isNear(String timestamp, long unitMillis) {
        return timestamp.matches("[0-9]{1,15}")
                && Math.abs(Long.parseLong(timestamp) * unitMillis - clock.millis()) <= HOUR;
    }

    /**
     * Counts a message, unless it is one too many.
     *
     * @param most messages within a minute
     * @param silence how long the robot accepts none after one too many, in milliseconds
     */
    boolean isTooFast(int most, long silence) {
        long now = clock.millis();
        if (now < silentUntil) {
            return true;
        }
        while (!sent.isEmpty() && now - sent.getFirst() >= MINUTE) {
            sent.removeFirst();
        }
        if (sent.size() >= most) {
            silentUntil = now + silence;
            return true;
        }
        sent.addLast(now);
        return false;
    }

    /** Whether a message with this id was posted before; an empty id never was. */
    boolean hasPosted(String id) {
        return !id.isEmpty() && seen.contains(id);
    }

    /** Notes that a message with this id was posted. */
    void posted(String id) {
        seen.add(id);
    }
}
