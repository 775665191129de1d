package io.rollcall.camel.internal.tell;

import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelKind;
import io.rollcall.tell.Delivery;
import io.rollcall.tell.Message;
import io.rollcall.tell.dingtalk.DingTalkRobot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A robot whose kind has a defect for a while. */
final class DefectiveRobot implements ChannelKind {
    private final ChannelKind robot = new DingTalkRobot();
    private final AtomicBoolean fails;

    DefectiveRobot(AtomicBoolean fails) {
        this.fails = fails;
    }

    @Override
    public String word() {
        return robot.word();
    }

    @Override
    public Optional<String> urlProblem(String url) {
        return robot.urlProblem(url);
    }

    @Override
    public Optional<String> mentionProblem(String mention) {
        return robot.mentionProblem(mention);
    }

    @Override
    public Duration gap() {
        return robot.gap();
    }

    @Override
    public String body(Message message, Options options) {
        return robot.body(message, options);
    }

    @Override
    public Delivery write(Channel channel, Message message, String id, Instant now) {
        if (fails.get()) {
            throw new IllegalStateException("S3CRET");
        }
        return robot.write(channel, message, id, now);
    }
}
