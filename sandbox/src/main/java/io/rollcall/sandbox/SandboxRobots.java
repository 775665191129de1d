package io.rollcall.sandbox;

import io.rollcall.sandbox.internal.robots.RobotServer;
import io.rollcall.sandbox.journal.RobotMessage;
import java.util.List;
import java.util.function.Supplier;

/** The robots of chat services, as the {@code robots} section of the company file defines them. Thread-safe. */
public final class SandboxRobots {
    private final RobotServer server;
    private final Supplier<String> url;

    SandboxRobots(RobotServer server, Supplier<String> url) {
        this.server = server;
        this.url = url;
    }

    /** All messages that robots posted, oldest first. */
    public List<RobotMessage> messages() {
        return server.messages();
    }

    /**
     * The whole address of the first robot of a kind.
     *
     * @param kind {@code dingtalk}, {@code feishu}, {@code wecom} or {@code slack}
     * @throws IllegalArgumentException if the company has none
     */
    public String url(String kind) {
        return url.get()
                + RobotServer.kind(kind)
                        .flatMap(server::target)
                        .orElseThrow(() -> new IllegalArgumentException("The company has no robot of " + kind + "."));
    }

    /** The secret of the first robot of a kind; empty if it checks no signature. */
    public String secret(String kind) {
        return RobotServer.kind(kind).map(server::secret).orElse("");
    }
}
