package io.rollcall.camel.internal.component;

import io.rollcall.camel.FlowListener;
import io.rollcall.report.EventJson;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunName;
import io.rollcall.report.RunOutcome;
import java.io.File;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Passes the events of all runs on to the consumers of {@code rollcall:events}. A plan has no events. Thread-safe. */
public final class FlowEvents implements FlowListener {
    private final InstantSource clock;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /** Receives events; must be quick and must not throw. */
    interface Subscriber {

        /**
         * An event of a flow.
         *
         * @param kind {@code change}, {@code problem}, {@code report} or {@code roster}
         * @param value the {@code Change}, {@code Problem} {@code FlowReport} or {@code WrittenRoster}
         * @param json the event as documented JSON
         */
        void received(String flow, String kind, Object value, Supplier<String> json);
    }

    /**
     * A roster that a run has written.
     *
     * @param complete whether it replaced the flow's output
     */
    record WrittenRoster(File file, boolean complete) {}

    /** @param clock for the time that each event names */
    public FlowEvents(InstantSource clock) {
        this.clock = clock;
    }

    void subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    @Override
    public void announced(RunName run, FlowEvent event) {
        if (!subscribers.isEmpty()) {
            Instant now = clock.instant();
            Object value = event instanceof FlowEvent.Changed changed
                    ? changed.change()
                    : ((FlowEvent.Troubled) event).problem();
            subscribers.forEach(subscriber -> subscriber.received(
                    run.flow(), EventJson.word(event), value, () -> EventJson.write(run, now, event)));
        }
    }

    @Override
    public void finished(FlowReport report) {
        if (report.mode() != Mode.PLAN && !subscribers.isEmpty()) {
            Instant now = clock.instant();
            subscribers.forEach(subscriber ->
                    subscriber.received(report.flow(), "report", report, () -> EventJson.write(report, now)));
            RosterResult roster = report.result().roster();
            if (roster != null && roster.written() != null) {
                boolean complete = report.result().outcome() == RunOutcome.COMPLETE;
                WrittenRoster written = new WrittenRoster(new File(roster.written()), complete);
                subscribers.forEach(subscriber ->
                        subscriber.received(report.flow(), "roster", written, () -> EventJson.write(report, now)));
            }
        }
    }
}
