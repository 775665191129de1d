package io.rollcall.camel.internal.tell;

import io.rollcall.call.Clocks;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.call.WorkerThreads;
import io.rollcall.camel.watch.ChannelMonitor;
import io.rollcall.config.RollcallConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.state.StateStore;
import io.rollcall.tell.Channel;
import io.rollcall.tell.Verdict;
import io.rollcall.vendor.Application;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;

/** The channels that tell people about runs. A plan tells nothing. Thread-safe. */
public final class Channels implements FlowListener {
    private final PrivateContext inside;
    private final StateStore store;
    private final RollcallConfig.Http http;
    private final ZoneId zone;
    private final Clocks clocks;
    private final ScheduledExecutorService timer;
    private final Function<String, List<String>> ofFlow;
    private final Post.Mailer mailer;
    private final MonthLedger ledger;
    private final ChannelMonitor monitor;
    private final SeenNames names = new SeenNames();
    private final Map<String, ChannelSender> senders = new ConcurrentSkipListMap<>();

    /**
     * No channels.
     *
     * @param ofFlow the names of a flow's channels
     */
    public Channels(
            PrivateContext inside,
            RollcallConfig config,
            StateStore store,
            Clocks clocks,
            ScheduledExecutorService timer,
            Supplier<Collection<Application>> applications,
            Function<String, List<String>> ofFlow,
            ChannelMonitor monitor) {
        this.inside = inside;
        this.store = store;
        this.http = config.http();
        this.zone = config.timezone();
        this.clocks = clocks;
        this.timer = timer;
        this.ofFlow = ofFlow;
        this.monitor = monitor;
        this.mailer = new CamelMail(inside);
        this.ledger = new MonthLedger(applications, store, zone);
    }

    /** The names that runs see, for channels that show them. */
    public SeenNames names() {
        return names;
    }

    /** Replaces all channels; one that did not change goes on. */
    public void apply(Collection<Channel> channels) {
        Map<String, Channel> wanted = new ConcurrentSkipListMap<>();
        channels.forEach(channel -> wanted.put(channel.name(), channel));
        senders.values().removeIf(sender -> {
            boolean gone = !sender.channel().equals(wanted.get(sender.channel().name()));
            if (gone) {
                sender.close();
            }
            return gone;
        });
        names.want(channels.stream().anyMatch(Channel::names));
        wanted.forEach((name, channel) -> senders.computeIfAbsent(name, any -> sender(channel)));
    }

    private ChannelSender sender(Channel channel) {
        return new ChannelSender(
                channel,
                new Post(inside, channel, http, timer, mailer),
                ledger,
                store,
                zone,
                clocks,
                timer,
                WorkerThreads.queue(inside.host(), "rollcall-tell-" + channel.name(), 1_000),
                monitor);
    }

    @Override
    public void finished(FlowReport report) {
        if (report.mode() != Mode.PLAN) {
            for (String name : ofFlow.apply(report.flow())) {
                ChannelSender sender = senders.get(name);
                if (sender != null) {
                    sender.report(report, names);
                }
            }
        }
    }

    /**
     * Sends one message to a channel, and waits for the answer.
     *
     * @param flows the names of the flows that use it
     * @throws IllegalArgumentException if there is no such channel
     */
    public Verdict test(String channel, List<String> flows) throws Exception {
        ChannelSender sender = senders.get(channel);
        if (sender == null) {
            throw new IllegalArgumentException("there is no channel " + channel);
        }
        return sender.test(flows);
    }

    /** Sends what waits, as far as that is possible within a time: this process may end. */
    public void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        senders.values().forEach(sender -> sender.ending(true));
        try {
            for (ChannelSender sender : senders.values()) {
                sender.await(Math.max(0, end - System.nanoTime()));
            }
        } finally {
            senders.values().forEach(sender -> sender.ending(false));
        }
    }

    /** Sends nothing more. */
    public void end() {
        senders.values().forEach(ChannelSender::close);
        senders.clear();
    }
}
