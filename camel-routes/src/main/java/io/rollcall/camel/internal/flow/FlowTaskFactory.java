package io.rollcall.camel.internal.flow;

import io.rollcall.call.Clocks;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.file.ListFiles;
import io.rollcall.camel.internal.file.RosterFile;
import io.rollcall.check.CheckTask;
import io.rollcall.check.Probes;
import io.rollcall.flow.EventInterest;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.ListFormat;
import io.rollcall.flow.PreparedRun;
import io.rollcall.flow.RunContext;
import io.rollcall.hint.Hints;
import io.rollcall.hint.JoinRule;
import io.rollcall.meeting.ChangesUnderWay;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.meeting.MemberReads;
import io.rollcall.people.PeopleMemory;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.Trigger;
import io.rollcall.roster.RosterRun;
import io.rollcall.state.ListFingerprintRepository;
import io.rollcall.vendor.Application;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prepares runs of the configured flows, and checks of them. Thread-safe. */
public final class FlowTaskFactory implements FlowTasks {
    private final FlowRegistry flows;
    private final AccountRegistry accounts;
    private final InstantSource time;
    private final String region;
    private final Executor executor;
    private final ListFiles lists;
    private final Map<String, MemberReads> reads = new ConcurrentHashMap<>();
    private final PeopleMemory people = new PeopleMemory();
    private final ChangesUnderWay underWay = new ChangesUnderWay();

    /**
     * @param fingerprints of the store's list files, read at each use
     * @param region of telephone numbers without a country code
     * @param executor for work of runs beside their own threads, which blocks
     */
    public FlowTaskFactory(
            FlowRegistry flows,
            AccountRegistry accounts,
            Clocks clocks,
            Supplier<ListFingerprintRepository> fingerprints,
            String region,
            Executor executor) {
        this.flows = flows;
        this.accounts = accounts;
        this.time = clocks.wall();
        this.region = region;
        this.executor = executor;
        this.lists = new ListFiles(fingerprints, clocks);
    }

    /** What flows are given. */
    private final class Context implements RunContext {
        private final Mode mode;
        private final Hints hints;
        private final boolean scheduled;

        Context(Mode mode, Hints hints) {
            this(mode, hints, false);
        }

        /** @param scheduled whether the schedule began the run; others read everything, also a poll after a gap in the events */
        Context(Mode mode, Hints hints, boolean scheduled) {
            this.mode = mode;
            this.hints = hints;
            this.scheduled = scheduled;
        }

        @Override
        public Optional<MemberReads> memberReads(FlowConfig flow) {
            return scheduled
                    ? Optional.of(reads.computeIfAbsent(flow.name(), any -> new MemberReads()))
                    : Optional.empty();
        }

        @Override
        public Mode mode() {
            return mode;
        }

        @Override
        public Hints hints() {
            return hints;
        }

        @Override
        public ChangesUnderWay changesUnderWay() {
            return underWay;
        }

        @Override
        public PeopleMemory people() {
            return people;
        }

        @Override
        public InstantSource clock() {
            return time;
        }

        @Override
        public String phoneRegion() {
            return region;
        }

        @Override
        public Collection<FlowConfig> flows() {
            return flows.all();
        }

        @Override
        public Application application(String account) {
            return accounts.application(account)
                    .orElseThrow(() -> new IllegalStateException("a flow's account is not configured"));
        }

        @Override
        public <T> List<T> read(ListFormat<T> format, @Nullable Path file, Consumer<Problem> problems) {
            return lists.read(format, file, mode != Mode.PLAN, problems);
        }
    }

    @Override
    public Prepared prepare(RunRequest request) {
        PreparedRun run = request.flow()
                .prepare(new Context(request.mode(), request.hints(), request.trigger() == Trigger.SCHEDULE));
        return new Prepared(
                run.first(),
                run.run() instanceof MeetingRun meetings ? meetings : null,
                run.run() instanceof RosterRun roster ? roster : null,
                new RosterFile(executor),
                run.problems());
    }

    /** With which rule a flow judges joins. */
    JoinRule rule(EventInterest interest) {
        return interest.rule(new Context(Mode.RUN, Hints.NONE));
    }

    /** The part of the hints that concerns the people whom a flow lists now; reads its list files once. */
    Hints concerning(FlowConfig flow, Hints hints) {
        if (!hints.directory().isEmpty()) {
            // who is concerned is known once they are read
            return hints;
        }
        return flow.events()
                .map(interest -> interest.concerning(hints, new Context(Mode.RUN, hints)))
                .orElse(Hints.NONE);
    }

    /** A check of all configured flows, whether enabled or not. */
    public CheckTask check() {
        Context context = new Context(Mode.PLAN, Hints.NONE);
        Probes probes = new Probes();
        // type by type, so that what is tried is in an order that does not depend on the names of flows
        flows.all().stream()
                .sorted(Comparator.comparing(FlowConfig::type))
                .forEach(flow -> flow.addProbes(context, probes));
        return new CheckTask(
                accounts.applications(),
                account -> accounts.application(account).map(Application::name).orElse(account),
                List.copyOf(flows.names()),
                probes,
                time);
    }
}
