package io.rollcall.roster;

import io.rollcall.flow.FlowConfig;
import io.rollcall.model.AccountId;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentPath;
import io.rollcall.model.DepartmentReference;
import io.rollcall.model.LookupKey;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig.Format;
import io.rollcall.roster.RosterConfig.Join;
import io.rollcall.roster.RosterConfig.Key;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.InvitationRepository;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.state.LedgerRepository;
import io.rollcall.state.PromotionRepository;
import io.rollcall.state.StateStore;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.task.EventPublisher;
import io.rollcall.task.Pump;
import io.rollcall.task.StepException;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.UserLookup.Question;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Conducts a roster run over a company in memory: the hands, in one thread, answering in any order. */
final class Rehearsal implements StateStore, LearnedAccountRepository {
    static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    final Company company;
    Mode mode = Mode.ONCE;
    List<Long> roots = List.of(1L);
    /** The paths of further departments to start with. */
    List<List<String>> paths = List.of();

    boolean recursive = true;
    int pageSize = 100;
    boolean looksUp = true;
    RosterConfig.Exclusions exclude = RosterConfig.Exclusions.NONE;
    Key key = new Key(Key.Attribute.USERID, null);
    Join join = Join.ID;
    int singleLimit = 1000;
    String idType = "THIRD_ACCOUNT";
    Format format = Format.NDJSON;
    ReadAhead readAhead = ReadAhead.USUAL;
    boolean keepsLines = true;
    /** Where records go that are not kept. */
    Consumer<List<RosterEntry>> sink = entries -> {};
    /** In which order answers come: null for the order of asking. */
    Random order;

    final Map<OperationName, Integer> calls = new TreeMap<>();
    final Map<OperationName, Integer> underWay = new HashMap<>();
    int mostUnderWay;
    int singles;
    final Map<LookupKey, AccountId> learned = new HashMap<>();
    final List<RosterWrite> writes = new ArrayList<>();
    private final ByteArrayOutputStream spool = new ByteArrayOutputStream();
    final List<byte[]> lines = new ArrayList<>();
    private int reread;
    RosterWrite.Finish finish;
    boolean csvExcel;
    RosterConfig.MaxShrink maxShrink = new RosterConfig.MaxShrink(10, true);
    /** What the file holds that the roster would replace; null where there is none. */
    byte[] existing;

    /** The steps of a host. */
    Function<Departments, Iterator<?>> departmentsStep = departments -> departments;

    Function<PersonPages, Iterator<?>> pagesStep = pages -> pages;
    Function<RosterBatches, Iterator<?>> batchesStep = batches -> batches;
    /** Why a step of a host ended the run; null if none did. */
    StepException stepFailure;

    RosterRun run;
    /** What the run told. */
    final List<FlowEvent> told = new ArrayList<>();
    /** How much of it while it was going on. */
    int toldEarly;
    /** After how many answers the run is broken off. */
    int steps = Integer.MAX_VALUE;

    private EventPublisher announcements;

    Rehearsal(Company company) {
        this.company = company;
    }

    RosterConfig config() {
        return new RosterConfig(
                new FlowConfig.Common("roster", null, true, null),
                "dingtalk",
                looksUp ? "huawei" : null,
                Stream.concat(
                                roots.stream().<DepartmentReference>map(DepartmentId::new),
                                paths.stream().map(DepartmentPath::new))
                        .toList(),
                recursive,
                pageSize,
                "zh_CN",
                Map.of(),
                new RosterConfig.Lookup(idType, key, join, singleLimit),
                Path.of("out", "roster." + format.name().toLowerCase()),
                "out/roster." + format.name().toLowerCase(),
                format,
                csvExcel,
                maxShrink,
                exclude,
                null);
    }

    RosterRun start() {
        run = new RosterRun(
                config(),
                mode,
                company,
                looksUp ? company : new NoLookup(),
                null,
                "CN",
                "huawei:app",
                () -> NOW,
                readAhead);
        return run;
    }

    /** Executes the run to its end, with the steps of a host in between. */
    RunResult conduct() {
        announcements = new EventPublisher(mode, told::add);
        Commands commands = new Commands(InstantSource.fixed(Instant.EPOCH));
        start();
        Pump pump = new Calls(commands)::pumpUntil;
        try {
            Departments departments = run.departments(commands, pump);
            if (run.hasStarted()) {
                run.write(
                        batchesStep.apply(run.enrich(pagesStep.apply(run.pages(departmentsStep.apply(departments))))));
            }
        } catch (Stopped stopped) {
            run.abort(new Problem("flow", Fault.Kind.NO_ANSWER, "stopped", null, "Stopped."));
        } catch (StepException failed) {
            stepFailure = failed;
            run.abort(new Problem("flow", Fault.Kind.BAD_REQUEST, "step", null, failed.getMessage()));
        }
        RunResult result = run.result();
        toldEarly = told.size();
        announcements.publishRest(result);
        return result;
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The calls that are under way, and their completion in any order. */
    private final class Calls {
        private final Commands commands;
        private final List<Command.Call<?, ?>> asks = new ArrayList<>();
        private int first;
        private int step;

        Calls(Commands commands) {
            this.commands = commands;
        }

        void pumpUntil(BooleanSupplier condition) {
            take(commands, asks);
            while (!condition.getAsBoolean()) {
                if (step++ == steps) {
                    throw new Stopped();
                }
                if (first == asks.size()) {
                    throw new AssertionError("the run waits and no call is under way");
                }
                int at = order == null ? first : first + order.nextInt(asks.size() - first);
                Command.Call<?, ?> ask = asks.set(at, asks.get(first));
                first++;
                if (first > 4096) {
                    asks.subList(0, first).clear();
                    first = 0;
                }
                answer(ask);
                take(commands, asks);
                if (step > 10_000_000) {
                    throw new AssertionError("the run does not end");
                }
            }
        }
    }

    private void take(Commands commands, List<Command.Call<?, ?>> asks) {
        List<Command> drained = commands.drain();
        while (!drained.isEmpty()) {
            for (Command work : drained) {
                if (work instanceof Command.Call<?, ?> ask) {
                    note(ask);
                    asks.add(ask);
                } else if (work instanceof Command.StoreQuery<?> consult) {
                    consult(consult);
                } else if (work instanceof Command.PublishEvent announce) {
                    announcements.publish(announce.event());
                } else {
                    write((RosterWrite) work);
                }
            }
            drained = commands.drain();
        }
    }

    void note(Command.Call<?, ?> ask) {
        OperationName name = ask.operation().name();
        calls.merge(name, 1, Integer::sum);
        mostUnderWay = Math.max(mostUnderWay, underWay.merge(name, 1, Integer::sum));
        if (ask.input() instanceof Question question && question.ids().size() == 1) {
            singles++;
        }
    }

    <I, O> void answer(Command.Call<I, O> ask) {
        underWay.merge(ask.operation().name(), -1, Integer::sum);
        ask.then().accept(company.answer(ask.operation(), ask.input()));
    }

    <T> void consult(Command.StoreQuery<T> consult) {
        consult.then().accept(consult.query().apply(this));
    }

    void write(RosterWrite write) {
        if (!(write instanceof RosterWrite.Entries)) {
            writes.add(write);
        }
        if (write instanceof RosterWrite.Entries entries && keepsLines) {
            for (RosterEntry entry : entries.entries()) {
                spool.reset();
                try {
                    RosterLine.write(List.of(entry), spool);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                lines.add(spool.toByteArray());
            }
        } else if (write instanceof RosterWrite.Entries entries) {
            sink.accept(entries.entries());
        } else if (write instanceof RosterWrite.Compare compare) {
            compare(compare);
        } else if (write instanceof RosterWrite.Reread<?> again) {
            reread(again);
        } else if (write instanceof RosterWrite.Finish last) {
            finish = last;
        }
    }

    private <T> void reread(RosterWrite.Reread<T> again) {
        List<RosterWrite.Line> wanted = new ArrayList<>();
        while (reread < lines.size() && wanted.size() < again.most()) {
            if (again.wanted().test(reread)) {
                wanted.add(new RosterWrite.Line(reread, lines.get(reread)));
            }
            reread++;
        }
        again.then().accept(wanted.isEmpty() ? null : again.prepare().apply(wanted));
    }

    private void compare(RosterWrite.Compare compare) {
        try {
            if (existing != null) {
                compare.existing().read(new ByteArrayInputStream(existing));
            }
        } catch (IOException noRoster) {
            // as in RosterFile: the people before that line count
        }
        compare.then().run();
    }

    /** What the file would hold; null where none would be written. */
    byte[] file() {
        if (finish == null) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            finish.rendition().writeHead(out);
            for (int i = 0; i < lines.size(); i++) {
                finish.rendition().writeRecord(i, lines.get(i), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    int callsOf(String name) {
        return calls.entrySet().stream()
                .filter(e -> e.getKey().toString().equals(name))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Override
    public Map<LookupKey, AccountId> known(Scope scope, Collection<LookupKey> keys) {
        Map<LookupKey, AccountId> known = new HashMap<>();
        for (LookupKey one : keys) {
            AccountId id = learned.get(one);
            if (id != null) {
                known.put(one, id);
            }
        }
        return known;
    }

    @Override
    public void learn(Scope scope, Map<LookupKey, AccountId> more, Instant now) {
        learned.putAll(more);
    }

    @Override
    public void forget(Scope scope, Collection<LookupKey> keys) {
        keys.forEach(learned::remove);
    }

    @Override
    public LearnedAccountRepository learnedAccounts() {
        return this;
    }

    @Override
    public InvitationRepository invitations() {
        throw new AssertionError("a roster invites nobody");
    }

    @Override
    public PromotionRepository promotions() {
        throw new AssertionError("a roster promotes nobody");
    }

    @Override
    public LedgerRepository budget() {
        throw new AssertionError("the budget is the hands' affair");
    }

    @Override
    public AuditRepository audit() {
        throw new AssertionError("a roster changes nothing at a vendor");
    }
}
