package io.rollcall.camel;

import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.camel.internal.stream.StreamListener;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.event.VendorEvent;
import io.rollcall.event.VendorEvent.Topic;
import io.rollcall.vendor.Application;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Sends one message for each event that a vendor pushes, in their order, one after the other, each once at most. Neither the
 * connection nor its acknowledgements wait for the route: of a route that is slower, 10,000 events wait, and further ones are
 * dropped with a warning. Thread-safe.
 */
final class StreamConsumer extends RollcallConsumer implements StreamListener {
    private volatile Set<Topic> topics = Set.of();
    /** The id of the only application to receive from; null for all. */
    private volatile @Nullable String application;

    private volatile boolean receiving;

    StreamConsumer(RollcallEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ComponentServices known = acquire();
        topics = topics(endpoint().getEvents());
        application = application(known);
        receiving = true;
        known.streams().add(this);
        known.streams().want(this);
    }

    private static Set<Topic> topics(String words) {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (String word : words.split(",")) {
            topics.add(Arrays.stream(Topic.values())
                    .filter(topic -> topic.word().equals(word.trim()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("rollcall:stream has no events " + word.trim()
                            + ". Write one or both of "
                            + Arrays.stream(Topic.values()).map(Topic::word).collect(Collectors.joining(","))
                            + ".")));
        }
        return topics;
    }

    private @Nullable String application(ComponentServices known) {
        String account = endpoint().getAccount() == null
                ? endpoint().getComponent().getAccount()
                : endpoint().getAccount();
        if (account == null) {
            if (known.accounts().applications().values().stream().noneMatch(StreamConsumer::hasEvents)) {
                throw new IllegalArgumentException(
                        "rollcall:stream has no account whose vendor pushes events. Configure one, and set its key"
                                + " stream=true, for example rollcall.dingtalk.stream=true.");
            }
            return null;
        }
        Application named = known.accounts()
                .application(account)
                .orElseThrow(
                        () -> new IllegalArgumentException("rollcall:stream: there is no account " + account + "."));
        if (!hasEvents(named)) {
            throw new IllegalArgumentException("rollcall:stream: the account " + account + " has no events. Set "
                    + named.keys() + "stream=true, if its vendor pushes events.");
        }
        return named.id();
    }

    private static boolean hasEvents(Application application) {
        return StreamMonitor.monthlyEvents(application).isPresent();
    }

    @Override
    protected void doStop() throws Exception {
        receiving = false;
        ComponentServices known = services();
        if (known != null) {
            known.streams().release(this);
            known.streams().remove(this);
        }
        super.doStop();
    }

    @Override
    public void received(String from, VendorEvent event) {
        String only = application;
        if (receiving && topics.contains(event.topic()) && (only == null || only.equals(from))) {
            String type = event.type().word();
            send(type, exchange -> {
                exchange.getMessage().setBody(event);
                exchange.getMessage().setHeader(RollcallConstants.EVENT, type);
            });
        }
    }
}
