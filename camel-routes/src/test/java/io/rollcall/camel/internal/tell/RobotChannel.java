package io.rollcall.camel.internal.tell;

import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelKind;
import io.rollcall.tell.Language;
import io.rollcall.tell.QuietHours;
import io.rollcall.tell.When;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.util.List;

/** A channel as a test wants it. Each method changes this one and returns it. */
final class RobotChannel {
    private final ChannelKind kind;
    private Secret url;
    private Secret secret;
    private String name = "ops";
    private When when = When.PROBLEMS;
    private Duration every = Duration.ofMinutes(10);
    private long most;
    private QuietHours quiet;
    private String keyword;

    RobotChannel(ChannelKind kind, String url, String secret) {
        this.kind = kind;
        this.url = Secret.of(url);
        this.secret = secret.isEmpty() ? null : Secret.of(secret);
    }

    RobotChannel named(String other) {
        name = other;
        return this;
    }

    RobotChannel url(Secret other) {
        url = other;
        return this;
    }

    RobotChannel secret(String other) {
        secret = other == null ? null : Secret.of(other);
        return this;
    }

    RobotChannel when(When other) {
        when = other;
        return this;
    }

    RobotChannel every(Duration other) {
        every = other;
        return this;
    }

    RobotChannel most(long other) {
        most = other;
        return this;
    }

    RobotChannel quiet(String hours) {
        quiet = QuietHours.parse(hours);
        return this;
    }

    RobotChannel keyword(String other) {
        keyword = other;
        return this;
    }

    Channel channel() {
        return new Channel(
                name, kind, url, secret, when, every, most, Language.ENGLISH, List.of(), false, quiet, keyword, null);
    }
}
