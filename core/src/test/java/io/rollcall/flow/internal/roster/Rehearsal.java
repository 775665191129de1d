package io.rollcall.flow.internal.roster;

import io.rollcall.call.Fault;
import io.rollcall.call.OperationName;
import io.rollcall.config.FlowConfig;
import io.rollcall.config.FlowConfig.Roster.Format;
import io.rollcall.config.FlowConfig.Roster.Join;
import io.rollcall.config.FlowConfig.Roster.Key;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.flow.internal.Announcements;
import io.rollcall.flow.internal.Work;
import io.rollcall.memory.AuditTrail;
import io.rollcall.memory.CallBudget;
import io.rollcall.memory.InvitationBook;
import io.rollcall.memory.LearnedAccounts;
import io.rollcall.memory.Memory;
import io.rollcall.memory.PromotionBook;
import io.rollcall.model.AccountId;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.LookupKey;
import io.rollcall.provider.UserLookup.Question;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Conducts a roster run over a company in memory: the hands, in one thread, answering in any order. */
final class Rehearsal implements Memory, LearnedAccounts {
    static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    final Company company;
    Mode mode = Mode.ONCE;
    List<Long> roots = List.of(1L);
    boolean recursive = true;
    int pageSize = 100;
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
    RosterWrite.Finish finish;
    boolean csvExcel;
    FlowConfig.Roster.MaxShrink maxShrink = new FlowConfig.Roster.MaxShrink(10, true);
    /** What the file holds that the roster would replace; null where there is none. */
    byte[] existing;

    RosterRun run;
    /** What the run told. */
    final List<FlowEvent> told = new ArrayList<>();
    /** How much of it while it was going on. */
    int toldEarly;
    /** After how many answers the run is broken off. */
    int steps = Integer.MAX_VALUE;

    private Announcements announcements;

    Rehearsal(Company company) {
        this.company = company;
    }

    FlowConfig.Roster config() {
        return new FlowConfig.Roster(
                new FlowConfig.Common("roster", null, true, null),
                "dingtalk",
                "huawei",
                roots.stream().map(DepartmentId::new).toList(),
                recursive,
                pageSize,
                false,
                "zh_CN",
                "custom",
                new FlowConfig.Roster.Lookup(idType, key, join, singleLimit),
                Path.of("out", "roster." + format.name().toLowerCase()),
                "out/roster." + format.name().toLowerCase(),
                format,
                csvExcel,
                maxShrink);
    }

    RosterRun start() {
        run = new RosterRun(config(), mode, company, company, "huawei:app", () -> NOW, readAhead);
        return run;
    }

    /** Conducts the run to its end. */
    RunResult conduct() {
        announcements = new Announcements(mode, told::add);
        Agenda agenda = new Agenda();
        start().begin(agenda);
        List<Work.Ask<?, ?>> asks = new ArrayList<>();
        int first = 0;
        take(agenda, asks);
        for (int step = 0; first < asks.size(); step++) {
            if (step == steps) {
                run.abort(new Problem("flow", Fault.Kind.NO_ANSWER, "stopped", null, "Stopped."));
                break;
            }
            int at = order == null ? first : first + order.nextInt(asks.size() - first);
            Work.Ask<?, ?> ask = asks.set(at, asks.get(first));
            first++;
            if (first > 4096) {
                asks.subList(0, first).clear();
                first = 0;
            }
            answer(ask);
            take(agenda, asks);
            if (step > 10_000_000) {
                throw new AssertionError("the run does not end");
            }
        }
        RunResult result = run.result();
        toldEarly = told.size();
        announcements.tellTheRest(result);
        return result;
    }

    private void take(Agenda agenda, List<Work.Ask<?, ?>> asks) {
        List<Work> drained = agenda.drain();
        while (!drained.isEmpty()) {
            for (Work work : drained) {
                if (work instanceof Work.Ask<?, ?> ask) {
                    note(ask);
                    asks.add(ask);
                } else if (work instanceof Work.Consult<?> consult) {
                    consult(consult);
                } else if (work instanceof Work.Announce announce) {
                    announcements.tell(announce.event());
                } else {
                    write((RosterWrite) work);
                }
            }
            drained = agenda.drain();
        }
    }

    void note(Work.Ask<?, ?> ask) {
        OperationName name = ask.operation().name();
        calls.merge(name, 1, Integer::sum);
        mostUnderWay = Math.max(mostUnderWay, underWay.merge(name, 1, Integer::sum));
        if (ask.input() instanceof Question question && question.ids().size() == 1) {
            singles++;
        }
    }

    <I, O> void answer(Work.Ask<I, O> ask) {
        underWay.merge(ask.operation().name(), -1, Integer::sum);
        ask.then().accept(company.answer(ask.operation(), ask.input()));
    }

    <T> void consult(Work.Consult<T> consult) {
        consult.then().accept(consult.question().apply(this));
    }

    void write(RosterWrite write) {
        if (!(write instanceof RosterWrite.Entries)) {
            writes.add(write);
        }
        if (write instanceof RosterWrite.Entries entries && keepsLines) {
            for (RosterEntry entry : entries.entries()) {
                spool.reset();
                try {
                    RosterLine.write(entry, spool);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                lines.add(spool.toByteArray());
            }
        } else if (write instanceof RosterWrite.Entries entries) {
            sink.accept(entries.entries());
        } else if (write instanceof RosterWrite.Compare compare) {
            compare(compare);
        } else if (write instanceof RosterWrite.Finish last) {
            finish = last;
        }
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
    public LearnedAccounts learnedAccounts() {
        return this;
    }

    @Override
    public InvitationBook invitations() {
        throw new AssertionError("a roster invites nobody");
    }

    @Override
    public PromotionBook promotions() {
        throw new AssertionError("a roster promotes nobody");
    }

    @Override
    public CallBudget budget() {
        throw new AssertionError("the budget is the hands' affair");
    }

    @Override
    public AuditTrail audit() {
        throw new AssertionError("a roster changes nothing at a vendor");
    }
}
