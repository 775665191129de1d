package io.rollcall.camel;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.notify.RunChains;
import io.rollcall.report.EventJson;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunName;
import io.rollcall.report.RunOutcome;
import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes the events of all runs on to the consumers of {@code rollcall:events}. A plan has no events. Thread-safe. */
final class FlowEvents implements FlowListener {
    private final RunChains chains;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /** Receives events; must be quick and must not throw. */
    interface Subscriber {

        /**
         * An event of a flow.
         *
         * @param chain the flows whose events led to it, and the flow itself
         * @param kind {@code change}, {@code problem}, {@code report} or {@code roster}
         * @param value the {@code Change}, {@code Problem}, {@code FlowReport}, {@code WrittenRoster} or {@code RosterChange}
         */
        void received(String flow, Set<String> chain, String kind, Object value);
    }

    /**
     * A roster that a run has written.
     *
     * @param complete whether it replaced the flow's output
     */
    record WrittenRoster(File file, boolean complete) {}

    public FlowEvents(RunChains chains) {
        this.chains = chains;
    }

    void subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    @Override
    public void announced(RunName run, FlowEvent event) {
        publish(run.flow(), EventJson.word(event), EventJson.value(event));
    }

    @Override
    public void finished(FlowReport report) {
        if (report.mode() != Mode.PLAN) {
            publish(report.flow(), "report", report);
            RosterResult roster = report.result().roster();
            if (roster != null && roster.written() != null) {
                boolean complete = report.result().outcome() == RunOutcome.COMPLETE;
                publish(report.flow(), "roster", new WrittenRoster(new File(roster.written()), complete));
            }
        }
    }

    private void publish(String flow, String kind, Object value) {
        subscribers.forEach(subscriber -> subscriber.received(flow, chains.of(flow), kind, value));
    }
}
