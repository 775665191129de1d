package io.rollcall.camel;

import io.rollcall.call.Clocks;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.call.AccountExecutors;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.call.InProgress;
import io.rollcall.camel.internal.call.SafeCallListener;
import io.rollcall.camel.internal.call.WorkerThreads;
import io.rollcall.camel.internal.capability.CapabilityService;
import io.rollcall.camel.internal.flow.AfterPause;
import io.rollcall.camel.internal.flow.AttendanceSessions;
import io.rollcall.camel.internal.flow.ClockMonitor;
import io.rollcall.camel.internal.flow.EventRuns;
import io.rollcall.camel.internal.flow.ExclusiveFlows;
import io.rollcall.camel.internal.flow.FlowPauses;
import io.rollcall.camel.internal.flow.FlowRegistry;
import io.rollcall.camel.internal.flow.FlowRoutes;
import io.rollcall.camel.internal.flow.FlowRunner;
import io.rollcall.camel.internal.flow.FlowScheduler;
import io.rollcall.camel.internal.flow.FlowTaskFactory;
import io.rollcall.camel.internal.flow.FlowTemplate;
import io.rollcall.camel.internal.flow.OldRows;
import io.rollcall.camel.internal.flow.PollPlans;
import io.rollcall.camel.internal.flow.RosterAcceptance;
import io.rollcall.camel.internal.flow.SafeFlowListener;
import io.rollcall.camel.internal.notify.FlowNotifier;
import io.rollcall.camel.internal.notify.RunChains;
import io.rollcall.camel.internal.stream.EventUpdates;
import io.rollcall.camel.internal.stream.StreamConnections;
import io.rollcall.camel.internal.tell.Channels;
import io.rollcall.camel.internal.topology.TopologyControl;
import io.rollcall.camel.support.Schedules;
import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.camel.watch.HistoryRecorder;
import io.rollcall.camel.watch.LearnedCost;
import io.rollcall.camel.watch.MeetingUpdates;
import io.rollcall.camel.watch.PauseMonitor;
import io.rollcall.camel.watch.RollcallHealth;
import io.rollcall.camel.watch.RunOutcomes;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.ListReader;
import io.rollcall.flow.PlanReader;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.report.Trigger;
import io.rollcall.state.StateStore;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * The parts of one installation. Builds each with the parts that it uses, and starts nothing: {@link Rollcall} is what hosts
 * call, and {@link RollcallLifecycle} starts and ends them with the context. Thread-safe.
 */
final class RollcallParts {
    final RollcallThreads threads;
    final PrivateContext inside;

    // accounts and their calls
    final AccountRegistry accounts = new AccountRegistry();
    final AccountExecutors executors;
    final InProgress exchanges = new InProgress();

    // flows and their runs
    final FlowRegistry flows = new FlowRegistry();
    final FlowTaskFactory runs;
    final FlowRunner runner;
    final FlowRoutes flowRoutes;
    final FlowTemplate template;

    // what starts runs
    final FlowScheduler scheduler;
    final PollPlans polls;
    final ExclusiveFlows exclusive;
    final StreamConnections streams;
    final EventRuns eventRuns;

    // what tells people and systems about runs
    final FlowNotifier notifying;
    final Channels channels;

    // what watches
    final RollcallHealth health;
    final ClockMonitor clockWatch;
    final OldRows oldRows;
    final RunOutcomes outcomes;
    final MeetingUpdates updates;
    final HistoryRecorder history;

    // what changes the accounts and flows, and what the component's endpoints use
    final TopologyControl topology;
    final ComponentServices services;

    RollcallParts(CamelContext context, Installation installation) {
        RollcallConfig config = installation.config();
        StateStore store = installation.store();
        Clock clock = installation.clock();
        Clocks clocks = installation.clocks();
        RunChains chains = new RunChains();
        FlowEvents events = new FlowEvents(chains);
        inside = new PrivateContext(context);
        threads = RollcallThreads.of(context);
        updates = new MeetingUpdates(threads.updates());
        health = new RollcallHealth(accounts.applications().values(), store, clocks, threads.storeReads());
        history = new HistoryRecorder(store, clock, threads.timer(), threads.updates());
        health.reportHistory(history::problem);
        executors = new AccountExecutors(
                inside,
                accounts,
                config.http(),
                store,
                clocks,
                threads.timer(),
                account -> new SafeCallListener(
                        CallListener.of(installation.calls(), health.accounts().of(account))));
        notifying = FlowNotifier.in(context, clocks, chains, threads.timer());
        channels = new Channels(
                inside,
                config,
                store,
                clocks,
                threads.timer(),
                () -> accounts.applications().values(),
                flows::named,
                health.channels());
        runs = new FlowTaskFactory(flows, accounts, clocks, store::lists, config.phoneRegion(), threads.flows());
        outcomes = new RunOutcomes(store, config.timezone(), threads.timer(), threads.flows());
        FlowListener watched = FlowListener.of(
                new SafeFlowListener(new BudgetMonitor(accounts.applications().values(), store, clock)),
                new SafeFlowListener(new LearnedCost(accounts.applications().values(), store, config.timezone())),
                new SafeFlowListener(new PauseMonitor(
                        name -> flows.named(name)
                                .map(FlowConfig::changesMeetings)
                                .orElse(false),
                        store,
                        clock,
                        config.timezone())),
                new SafeFlowListener(health.flows()),
                new SafeFlowListener(outcomes),
                new SafeFlowListener(installation.listener()),
                new SafeFlowListener(notifying),
                new SafeFlowListener(channels),
                new SafeFlowListener(events));
        runner = new FlowRunner(accounts, store, runs, clocks, watched, this::publish, threads.timer());
        exclusive = new ExclusiveFlows(store::runnerLocks, threads.timer(), threads.flows(), watched);
        polls = new PollPlans(
                flows,
                accounts::application,
                new PlanReader(
                        store,
                        config.timezone(),
                        config.workingHours(),
                        ListReader.lenient(new SystemEnvironment()::read),
                        Schedules::of),
                clocks,
                threads.flows());
        scheduler = new FlowScheduler(context, config.timezone(), polls, clocks, threads.timer(), threads.flows());
        streams = new StreamConnections(context, accounts, store, clocks, threads.timer(), health.streams());
        AfterPause afterPause = new AfterPause(
                flow -> store.pauses().of(flow, clock.instant()).isPresent(),
                this::pollAfterPause,
                threads.timer(),
                threads.flows());
        eventRuns = new EventRuns(
                accounts,
                runs,
                exclusive,
                runner,
                polls,
                health.streams(),
                clocks,
                afterPause,
                threads.timer(),
                threads.flows());
        streams.add(polls);
        streams.add(new EventUpdates(updates, clock));
        streams.add(eventRuns);
        flowRoutes = new FlowRoutes(
                inside,
                runner,
                exclusive,
                scheduler,
                streams,
                health.flows(),
                threads.answers(),
                eventRuns,
                afterPause);
        oldRows = new OldRows(store);
        clockWatch = new ClockMonitor(clocks, config.timezone());
        template = FlowTemplate.of(context, flowRoutes, flows, scheduler);
        topology = new TopologyControl(
                accounts,
                executors,
                flows,
                flowRoutes,
                notifying,
                channels,
                installation.before(),
                streams::refresh,
                WorkerThreads.queue(context, "rollcall-control", 1000));
        services = new ComponentServices(
                accounts,
                new CapabilityService(accounts, store, clock, config.phoneRegion(), updates::publish),
                flows,
                runner,
                flowRoutes,
                events,
                new FlowPauses(store, clock, config.timezone(), flows),
                new RosterAcceptance(store, clock, flows),
                new AttendanceSessions(store, clock, config.timezone()),
                streams,
                chains,
                threads.answers(),
                threads.flows(),
                exchanges,
                threads.timer(),
                topology);
        inside.prepare(services.executingOnTheCallersThread()::publishIn);
    }

    /** A poll on events reads every meeting; one on a schedule may leave out those that were read shortly before. */
    private void pollAfterPause(String flow) {
        if (!eventRuns.poll(flow, Trigger.EVENT)) {
            scheduler.fire(flow);
        }
    }

    private void publish(String application, MeetingUpdate update) {
        channels.names().note(application, update);
        updates.publish(application, update);
    }

    /** Makes those parts available that the component, the routes and the health checks find through their context. */
    void publishIn(CamelContext context) {
        ExtendedCamelContext plugins = context.getCamelContextExtension();
        plugins.addContextPlugin(AccountRegistry.class, accounts);
        plugins.addContextPlugin(FlowScheduler.class, scheduler);
        plugins.addContextPlugin(EventRuns.class, eventRuns);
        plugins.addContextPlugin(PrivateContext.class, inside);
        plugins.addContextPlugin(StreamConnections.class, streams);
        services.publishIn(context);
        health.publishIn(context);
    }
}
