package io.rollcall.app.control;

import io.rollcall.config.RollcallConfig;
import io.rollcall.setting.ValueTypes;
import io.rollcall.tell.Channel;
import java.util.stream.Collectors;

/** The channels that a command names. Stateless and thread-safe. */
public final class NamedChannels {
    private NamedChannels() {}

    /**
     * The channel of a name.
     *
     * @throws UsageException if there is none, naming those that there are
     */
    public static Channel of(RollcallConfig config, String name) {
        return config.channels().stream()
                .filter(channel -> channel.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no channel " + ValueTypes.quoted(name) + ". "
                        + (config.channels().isEmpty()
                                ? "Configure one with rollcall.tell.NAME.kind and rollcall.tell.NAME.url."
                                : "Configured: "
                                        + config.channels().stream()
                                                .map(Channel::name)
                                                .collect(Collectors.joining(", "))
                                        + ".")));
    }
}
