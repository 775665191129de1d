package io.rollcall.state;

import io.rollcall.tell.ChannelStatus;
import io.rollcall.tell.Told;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What processes that share a store know about channels that tell people about runs. Every method throws {@link StoreException}
 * if the store cannot be used. Thread-safe.
 */
public interface TellRepository {
    /** Stores nothing. */
    TellRepository NONE = new TellRepository() {
        @Override
        public Optional<ChannelStatus> status(String channel) {
            return Optional.empty();
        }

        @Override
        public void save(ChannelStatus status) {}

        @Override
        public long messages(String channel, YearMonth month) {
            return 0;
        }

        @Override
        public void sent(String channel, YearMonth month) {}

        @Override
        public Map<String, List<Told>> told(String channel) {
            return Map.of();
        }

        @Override
        public void told(String channel, Map<String, List<Told>> told) {}
    };

    /** How a channel was when it was last saved. */
    Optional<ChannelStatus> status(String channel);

    /** Saves how a channel is. */
    void save(ChannelStatus status);

    /** The messages of a channel in a month; kept for 13 months. */
    long messages(String channel, YearMonth month);

    /** Counts a message that was sent, or may have been. */
    void sent(String channel, YearMonth month);

    /** Which failures a channel reported, by flow; kept for 40 days after the last report. */
    Map<String, List<Told>> told(String channel);

    /** Replaces which failures a channel reported, of the given flows. */
    void told(String channel, Map<String, List<Told>> told);
}
