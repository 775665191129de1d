package io.rollcall.camel.internal.tell;

import io.rollcall.call.Clocks;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.call.WorkerThreads;
import io.rollcall.camel.watch.ChannelMonitor;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
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
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The channels that tell people about runs. A plan tells nothing. Thread-safe. */
public final class Channels implements FlowListener {
    private final PrivateContext inside;
    private final StateStore store;
    private final RollcallConfig.Http http;
    private final ZoneId zone;
    private final Clocks clocks;
    private final ScheduledExecutorService timer;
    private final Function<String, Optional<FlowConfig>> flows;
    private final Supplier<Collection<Application>> applications;
    private final Post.Mailer mailer;
    private final MonthLedger ledger;
    private final ChannelMonitor monitor;
    private final SeenNames names = new SeenNames();
    private final Map<String, ChannelSender> senders = new ConcurrentSkipListMap<>();

    /** Not made before there is a channel: most programs have none. */
    private @Nullable RobotRates rates;

    /**
     * No channels.
     *
     * @param flows by name
     */
    public Channels(
            PrivateContext inside,
            RollcallConfig config,
            StateStore store,
            Clocks clocks,
            ScheduledExecutorService timer,
            Supplier<Collection<Application>> applications,
            Function<String, Optional<FlowConfig>> flows,
            ChannelMonitor monitor) {
        this.inside = inside;
        this.store = store;
        this.http = config.http();
        this.zone = config.timezone();
        this.clocks = clocks;
        this.timer = timer;
        this.flows = flows;
        this.applications = applications;
        this.monitor = monitor;
        this.mailer = new CamelMail(inside);
        this.ledger = new MonthLedger(applications, store, zone);
    }

    /** The names that runs see, for channels that show them. */
    public SeenNames names() {
        return names;
    }

    /** Replaces all channels; one of the same name goes on with what waits. */
    public synchronized void apply(Collection<Channel> channels) {
        Map<String, Channel> wanted = new ConcurrentSkipListMap<>();
        channels.forEach(channel -> wanted.put(channel.name(), channel));
        names.want(channels.stream().anyMatch(Channel::names));
        senders.keySet().stream().filter(name -> !wanted.containsKey(name)).forEach(this::remove);
        wanted.forEach((name, channel) -> {
            ChannelSender sender = senders.get(name);
            if (sender == null) {
                senders.put(name, sender(channel));
            } else {
                sender.use(channel);
            }
        });
    }

    private void remove(String name) {
        ChannelSender sender = senders.remove(name);
        if (sender != null) {
            sender.close();
        }
    }

    private ChannelSender sender(Channel channel) {
        RobotRates shared = rates == null ? new RobotRates(clocks.monotonic()) : rates;
        rates = shared;
        ChannelThread thread = new ChannelThread(
                channel.name(),
                WorkerThreads.queue(inside.host(), "rollcall-tell-" + channel.name(), 1_000),
                ended -> inside.host().getExecutorServiceManager().shutdown(ended),
                timer,
                clocks.monotonic());
        return new ChannelSender(
                channel,
                new Post(inside, channel.name(), http, timer, mailer),
                new ChannelState(channel, store, ledger, monitor, clocks.wall().instant()),
                shared,
                zone,
                clocks,
                thread);
    }

    @Override
    public void finished(FlowReport report) {
        FlowConfig flow = flows.apply(report.flow()).orElse(null);
        if (report.mode() == Mode.PLAN || flow == null) {
            return;
        }
        for (String name : flow.tell()) {
            ChannelSender sender = senders.get(name);
            if (sender != null) {
                sender.report(report, names.of(applications(flow)));
            }
        }
    }

    private List<String> applications(FlowConfig flow) {
        return applications.get().stream()
                .filter(application -> flow.accounts().contains(application.name()))
                .map(Application::id)
                .toList();
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

    /** Sends what waits soon, although more may come, or no longer does: this process may end. Returns at once. */
    public void ending(boolean soon) {
        senders.values().forEach(sender -> sender.ending(soon));
    }

    /** Waits until nothing is left that can be sent within a time. */
    public void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (ChannelSender sender : senders.values()) {
            sender.await(Math.max(0, end - System.nanoTime()));
        }
    }

    /** Sends nothing more. */
    public void end() {
        List.copyOf(senders.keySet()).forEach(this::remove);
    }
}
