package io.rollcall.app.api;

import io.rollcall.app.control.RunningProgram;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.flow.FlowConfig;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunName;
import io.rollcall.state.AuditFilter;
import io.rollcall.state.StoreException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the topics of what changes: at once what happens in this process, many changes of a moment together, and within about a
 * second what other processes on the store change. While no page is open, nothing is published and the store is not read.
 * Thread-safe.
 */
final class LiveUpdates implements FlowListener, AutoCloseable {
    /** How long changes of a topic are collected. */
    private static final Duration COLLECTED = Duration.ofMillis(200);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(LiveUpdates.class);

    private final LiveTopics topics;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "rollcall-live");
        worker.setDaemon(true);
        return worker;
    });
    private final Set<LiveTopic> waiting = EnumSet.noneOf(LiveTopic.class);
    /** What was last seen of each thing that others change. Used by the thread only. */
    private final Map<String, Object> seen = new HashMap<>();

    private boolean scheduled;

    LiveUpdates(LiveTopics topics) {
        this.topics = topics;
    }

    /** Begins to look for what other processes change. */
    void start(RunningProgram program) {
        thread.scheduleWithFixedDelay(() -> look(program), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Something of the views changed. Returns at once. */
    void changed(LiveTopic... views) {
        if (topics.isWatched()) {
            add(views);
        }
    }

    private synchronized void add(LiveTopic... views) {
        waiting.addAll(List.of(views));
        if (!scheduled) {
            try {
                thread.schedule(this::publish, COLLECTED.toMillis(), TimeUnit.MILLISECONDS);
                scheduled = true;
            } catch (RejectedExecutionException closed) {
                waiting.clear();
            }
        }
    }

    private void publish() {
        Set<LiveTopic> publishing;
        synchronized (this) {
            publishing = EnumSet.copyOf(waiting);
            waiting.clear();
            scheduled = false;
        }
        publishing.forEach(topics::publish);
    }

    /** A read or an event showed something of a meeting. */
    void updated(MeetingUpdate update) {
        if (update instanceof MeetingUpdate.EventReceived) {
            changed(LiveTopic.NOW, LiveTopic.ATTENDANCE, LiveTopic.BUDGET, LiveTopic.SETUP);
        } else {
            changed(LiveTopic.NOW, LiveTopic.ATTENDANCE);
        }
    }

    @Override
    public void announced(RunName run, FlowEvent event) {
        if (event instanceof FlowEvent.Changed) {
            changed(LiveTopic.CHANGES);
        } else if (event instanceof FlowEvent.RosterChanged) {
            changed(LiveTopic.ROSTER);
        }
    }

    @Override
    public void finished(FlowReport report) {
        if (report.mode() != Mode.PLAN) {
            changed(LiveTopic.FLOWS, LiveTopic.NOW, LiveTopic.BUDGET);
            if (report.result().roster() != null) {
                changed(LiveTopic.ROSTER);
            }
        }
    }

    @Override
    public void waiting(String flow, String holder) {
        changed(LiveTopic.FLOWS);
    }

    @Override
    public void resumed(String flow) {
        changed(LiveTopic.FLOWS);
    }

    private void look(RunningProgram program) {
        if (!topics.isWatched()) {
            seen.clear();
            return;
        }
        compare("runs", () -> running(program), LiveTopic.FLOWS);
        compare(
                "streams",
                () -> program.rollcall().health().streams().standings().stream()
                        .map(stream ->
                                List.of(stream.account(), stream.connection().word()))
                        .toList(),
                LiveTopic.SETUP);
        compare("channels", () -> program.rollcall().health().channels().standings(), LiveTopic.SETUP);
        compare("pauses", () -> program.state().pauses().inForce(program.now()), LiveTopic.FLOWS);
        compare("audit", () -> program.state().audit().page(AuditFilter.ALL, Long.MAX_VALUE, 1), LiveTopic.CHANGES);
        for (FlowConfig flow : program.config().flows()) {
            if (flow.accepting().isPresent()) {
                compare("roster " + flow.name(), () -> roster(program, flow.name()), LiveTopic.ROSTER, LiveTopic.FLOWS);
            }
        }
    }

    private static Set<String> running(RunningProgram program) {
        return program.flows().stream()
                .filter(flow -> program.rollcall().runningSince(flow).isPresent())
                .collect(Collectors.toSet());
    }

    private static List<Optional<?>> roster(RunningProgram program, String flow) {
        return List.of(
                program.state().rosters().status(flow),
                program.state().rosters().quarantine(flow));
    }

    private void compare(String what, Supplier<Object> reader, LiveTopic... views) {
        Object now;
        try {
            now = reader.get();
        } catch (StoreException lost) {
            LOG.debug("the store cannot be read now");
            return;
        } catch (RuntimeException failure) {
            LOG.debug("cannot look for changes of {}", what, failure);
            return;
        }
        @Nullable Object before = seen.put(what, now);
        if (before != null && !Objects.equals(before, now)) {
            changed(views);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
