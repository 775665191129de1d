package io.rollcall.camel.internal.flow;

import io.rollcall.call.Clocks;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.stream.StreamListener;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.event.VendorEvent;
import io.rollcall.flow.EventInterest;
import io.rollcall.flow.FlowConfig;
import io.rollcall.hint.CollectedEvents;
import io.rollcall.hint.DirectoryEvents;
import io.rollcall.hint.Hints;
import io.rollcall.hint.HintsUnderWay;
import io.rollcall.hint.MeetingEvents;
import io.rollcall.hint.ReadSpacing;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Trigger;
import io.rollcall.vendor.Application;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs flows on the events of their applications, in the process that runs the flow on its schedule: as a scheduled run
 * does, with hints in place of a poll's reads. Polls when events begin and after a gap. Thread-safe.
 */
public final class EventRuns implements StreamListener {
    private final AccountRegistry accounts;
    private final FlowTaskFactory tasks;
    private final ExclusiveFlows exclusive;
    private final FlowRunner runner;
    private final PollPlans plans;
    private final StreamMonitor connections;
    private final Clocks clocks;
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;
    private final AfterPause afterPause;
    private final HintsUnderWay underWay = new HintsUnderWay();
    private final Map<String, EventFlow> flows = new ConcurrentHashMap<>();

    /**
     * @param plans decide which meetings are read
     * @param connections the state of each connection for events; {@link #live} and {@link #lost} are called later
     * @param afterPause polls after a pause
     * @param timer waits; never works
     * @param threads on which flows run
     */
    public EventRuns(
            AccountRegistry accounts,
            FlowTaskFactory tasks,
            ExclusiveFlows exclusive,
            FlowRunner runner,
            PollPlans plans,
            StreamMonitor connections,
            Clocks clocks,
            AfterPause afterPause,
            ScheduledExecutorService timer,
            ExecutorService threads) {
        this.accounts = accounts;
        this.tasks = tasks;
        this.exclusive = exclusive;
        this.runner = runner;
        this.plans = plans;
        this.connections = connections;
        this.clocks = clocks;
        this.timer = timer;
        this.threads = threads;
        this.afterPause = afterPause;
    }

    /** Whether events can start runs of a flow, as configured. */
    boolean concern(FlowConfig flow) {
        return flow.takesEvents(accounts.applications());
    }

    /**
     * Runs a flow on events from now on; without effect for one that takes none. {@link ExclusiveFlows} decides whether this
     * process runs it.
     *
     * @param steps the flow's route
     */
    void start(FlowConfig flow, FlowRunner.Steps steps) {
        Optional<CollectedEvents> events = events(flow);
        if (events.isEmpty()) {
            return;
        }
        EventFlow started = new EventFlow(
                flow,
                events.get(),
                (config, trigger, hints) -> run(config, trigger, hints, steps),
                clocks.monotonic(),
                timer,
                threads);
        EventFlow before = flows.put(flow.name(), started);
        if (before != null) {
            before.end();
        }
    }

    private Optional<CollectedEvents> events(FlowConfig flow) {
        Optional<EventInterest> meetings = flow.events();
        if (meetings.isPresent()) {
            return Optional.of(new MeetingEvents(tasks.rule(meetings.get()), ReadSpacing.USUAL, plans.reads(flow)));
        }
        return flow.takesDirectoryEvents() ? Optional.of(new DirectoryEvents()) : Optional.empty();
    }

    /**
     * This process begins to run a flow: what events told before is lost, so the flow polls if events come now.
     *
     * @param polls whether it polls for another reason
     */
    void begun(String flow, boolean polls) {
        EventFlow started = flows.get(flow);
        if (started != null && eventsCome(started.flow())) {
            started.begun(polls);
        }
    }

    private boolean eventsCome(FlowConfig flow) {
        return applications(flow)
                .anyMatch(
                        application -> connections.connection(application.id()).isLive());
    }

    /** Polls a flow now; false, without any effect, if it does not run on events here. */
    public boolean poll(String flow, Trigger trigger) {
        EventFlow started = flows.get(flow);
        if (started != null) {
            started.poll(trigger);
        }
        return started != null;
    }

    /** Runs a flow on events no longer; a run under way comes to its end. */
    void stop(String flow) {
        EventFlow started = flows.remove(flow);
        if (started != null) {
            started.end();
            plans.stopped(flow);
        }
    }

    @Override
    public void received(String application, VendorEvent event) {
        boolean ofDirectory = event.type().topic() == VendorEvent.Topic.CONTACTS;
        of(application, flow -> {
            if (flow.flow().takesDirectoryEvents() == ofDirectory) {
                flow.received(event);
            }
        });
    }

    @Override
    public void live(String application) {
        of(application, EventFlow::live);
    }

    @Override
    public void lost(String application) {
        of(application, EventFlow::lost);
    }

    private void of(String application, Consumer<EventFlow> action) {
        flows.values().stream()
                .filter(flow -> receives(flow.flow(), application))
                .forEach(action);
    }

    /** Whether the events of an application are about a flow. */
    private boolean receives(FlowConfig flow, String application) {
        return applications(flow).anyMatch(known -> known.id().equals(application));
    }

    private Stream<Application> applications(FlowConfig flow) {
        return flow.accounts().stream().flatMap(account -> accounts.application(account).stream());
    }

    private EventFlow.Result run(FlowConfig flow, Trigger trigger, Hints hints, FlowRunner.Steps steps) {
        // stays as it is where another process runs the flow
        EventFlow.Result[] result = {EventFlow.Result.NOTHING};
        exclusive.run(flow.name(), () -> {
            if (runner.isRunning(flow, !hints.isEmpty())) {
                // before a list file is read
                result[0] = EventFlow.Result.REFUSED;
                return;
            }
            Hints concerning = hints.isEmpty() ? hints : tasks.concerning(flow, hints);
            if (hints.isEmpty() || !concerning.isEmpty()) {
                result[0] = runAlone(new RunRequest(flow, Mode.RUN, trigger, concerning), steps);
            }
        });
        return result[0];
    }

    /** Refused while another flow that must be alone with its hints acts on the same ones. */
    private EventFlow.Result runAlone(RunRequest request, FlowRunner.Steps steps) {
        Hints taken = request.flow().actsOnHintsAlone() ? request.hints() : Hints.NONE;
        if (!underWay.begin(taken)) {
            return EventFlow.Result.REFUSED;
        }
        try {
            Optional<FlowReport> report = runner.run(request, steps, FlowListener.NONE);
            report.ifPresent(afterPause::ended);
            return new EventFlow.Result(report.isEmpty(), report);
        } finally {
            underWay.end(taken);
        }
    }
}
