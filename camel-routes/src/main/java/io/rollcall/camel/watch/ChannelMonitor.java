package io.rollcall.camel.watch;

import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** How the channels are that tell people about runs. Thread-safe. */
public final class ChannelMonitor {
    private final Map<String, Standing> standings = new ConcurrentSkipListMap<>();

    /**
     * A channel.
     *
     * @param kind the word for its kind
     * @param waiting whether a message waits to be sent
     */
    public record Standing(String kind, ChannelStatus status, boolean waiting) {}

    /** Notes how a channel is. */
    public void show(Channel channel, ChannelStatus status, boolean waiting) {
        standings.put(channel.name(), new Standing(channel.kind().word(), status, waiting));
    }

    /** A channel is no longer configured. */
    public void hide(String channel) {
        standings.remove(channel);
    }

    /** All channels, by name. */
    public List<Standing> standings() {
        return List.copyOf(standings.values());
    }
}
