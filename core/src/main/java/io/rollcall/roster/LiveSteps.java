package io.rollcall.roster;

import io.rollcall.find.DepartmentSearch.Found;
import io.rollcall.hint.DirectoryMarks;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.roster.FlowDepartments.Place;
import io.rollcall.roster.tracking.ChangedRecords;
import io.rollcall.roster.tracking.ChangedRecords.Records;
import io.rollcall.roster.tracking.Prints;
import io.rollcall.roster.tracking.TrackedPart;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.task.Commands;
import io.rollcall.task.Pump;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.UserLookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a run that reads only the people and departments that events named. The bodies and what is done with them are those of a
 * walk: departments, pages, look-ups, records. Not thread-safe.
 */
final class LiveSteps implements RunSteps {
    private final RosterConfig config;
    private final DirectoryMarks marks;
    private final Pump pump;
    private final int batchSize;
    private final KeyAttribute key;
    private final RosterCommands commands;
    private final WalkOrder order = new WalkOrder();
    private final LateUpdates updates = new LateUpdates(order);
    private final PeopleIndex index = new PeopleIndex(updates);
    private final RecordStates records = new RecordStates();
    private final Lookups lookups;
    private final RosterJoiner joiner;
    private final TrackedPart tracked;
    private final LiveReads reads;
    private final ChangedRecords output;
    private final Prints prints = new Prints();
    private final Map<DepartmentId, List<Person>> lists = new HashMap<>();
    private final DepartmentList departments = new DepartmentList();
    private final StepOrder<PageList> steps = new StepOrder<>();
    private @Nullable Problem unread;
    private @Nullable Problem tooMany;
    private @Nullable String rewritten;
    private final List<String> notes = new ArrayList<>();
    private boolean isTracked;
    private boolean done;
    private boolean written;

    LiveSteps(
            RosterConfig config,
            List<Found> start,
            DirectoryMarks marks,
            UserLookup lookup,
            DirectoryProofs proofs,
            String phoneRegion,
            LearnedAccountRepository.Scope scope,
            Supplier<Instant> now,
            ReadAhead readAhead,
            Commands queue,
            Pump pump) {
        this.config = config;
        this.marks = marks;
        this.pump = pump;
        this.key = new KeyAttribute(config.lookup().key());
        this.batchSize = lookup.largestBatch();
        this.commands = new RosterCommands(queue, this::advance);
        int calls = readAhead.calls();
        LookupStage stage = LookupStage.of(config, lookup, scope, now, false, readAhead, commands, records, updates);
        this.lookups = stage.lookups();
        this.joiner = stage.joiner();
        RosterConfig.Tracking tracking = Objects.requireNonNull(config.tracking(), "a live roster is tracked");
        this.tracked = new TrackedPart(
                new TrackedPart.Settings(config.name(), phoneRegion, key.isUnique(), tracking.changes()),
                commands,
                now);
        this.output = new ChangedRecords(config.name(), commands);
        this.reads = new LiveReads(
                marks,
                config.language(),
                tracked,
                new FlowDepartments(start, config.recursive(), config.exclude()),
                new BatchQueue<>(commands, proofs.person(), calls),
                new BatchQueue<>(commands, proofs.department(), calls));
        boolean[] began = {false};
        tracked.begin(exists -> {
            isTracked = exists;
            began[0] = true;
        });
        pump.pumpUntil(() -> began[0]);
        if (isTracked) {
            reads.begin();
            pump.pumpUntil(reads::isDone);
            list();
        } else {
            notes.add("The roster is tracked from its first complete run on, and events count from then on.");
        }
    }

    private void list() {
        reads.lists().forEach((place, people) -> {
            order.add(place.department());
            lists.put(place.department(), people);
            departments.left.add(place);
        });
    }

    private void advance() {
        joiner.advance();
    }

    /** The departments in which the people are. */
    private final class DepartmentList extends StepOutput<Department> {
        private final Deque<Place> left = new ArrayDeque<>();

        @Override
        @Nullable Department make() {
            Place next = left.poll();
            return next == null ? null : reads.department(next.department());
        }
    }

    /** A page for each department that arrives. */
    private final class PageList extends StepOutput<PersonPage> {
        private final StepInput<Department> input;
        private long read;

        PageList(StepInput<Department> input) {
            this.input = input;
        }

        @Override
        @Nullable PersonPage make() {
            if (!input.hasNext()) {
                return null;
            }
            Department next = input.next();
            List<Person> people = lists.remove(next.id());
            if (people == null) {
                throw input.refused("department " + next.id() + ", which is not in this run or came before");
            }
            read++;
            return new PersonPage(next.id(), people);
        }
    }

    @Override
    public Departments departments() {
        return new Departments(departments);
    }

    @Override
    public PersonPages pages(Iterator<?> given) {
        return steps.pages(given, departments, PageList::new);
    }

    @Override
    public RosterBatches enrich(Iterator<?> given) {
        return steps.enrich(
                given, input -> new BatchOutput(input, order, index, key, joiner, records, batchSize, pump));
    }

    @Override
    public void write(Iterator<?> given) {
        List<RosterEntry> entries = entries(steps.write(given));
        if (steps.unread() != null) {
            unread = new Problem(
                    "flow " + config.name(),
                    Fault.Kind.BAD_REQUEST,
                    "not-read",
                    null,
                    "A step of the route did not read everything, so people whom events named are missing. Let it read to"
                            + " the end, and hand on only what is wanted.");
        }
        pump.pumpUntil(joiner::isDone);
        if (isTracked) {
            update(entries);
            pump.pumpUntil(() -> done);
        }
        written = true;
    }

    private List<RosterEntry> entries(StepInput<List<?>> input) {
        List<RosterEntry> entries = new ArrayList<>();
        RecordInput all = new RecordInput(index, records);
        while (input.hasNext()) {
            all.take(input, entries, new ArrayList<>());
            pump.pumpUntil(() -> true);
        }
        return entries;
    }

    // ---- the snapshot

    private void update(List<RosterEntry> entries) {
        Set<PersonId> unseen = new HashSet<>(reads.outside());
        if (unread == null) {
            // whom a step of the host dropped is not in the roster
            reads.lists().values().forEach(people -> people.forEach(person -> unseen.add(person.id())));
        }
        List<TrackedPart.Seen> people = new ArrayList<>(entries.size());
        for (RosterEntry entry : entries) {
            unseen.remove(entry.person().id());
            people.add(seen(entry));
        }
        tracked.update(
                people,
                new TrackedPart.Gone(reads.left(), unseen),
                reads.different(),
                config.maxShrink()::isExceededBy,
                withheld -> {
                    if (withheld > 0) {
                        tooMany = tooMany(withheld);
                        commands.publish(tooMany);
                    }
                    rewrite();
                });
    }

    private TrackedPart.Seen seen(RosterEntry entry) {
        LateUpdates.Amendment late = updates.of(index.number(entry.person().id()));
        Long accountPrint = TrackedRoster.accountPrint(entry, key, prints);
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        try {
            RosterLine.write(List.of(entry), line);
            byte[] bytes = late == null ? line.toByteArray() : RosterLine.amended(line.toByteArray(), late);
            boolean withdrawn = late != null && late.strip();
            return new TrackedPart.Seen(bytes, prints.person(entry.person()), withdrawn ? null : accountPrint);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Problem tooMany(long withheld) {
        return new Problem(
                "flow " + config.name(),
                Fault.Kind.BAD_REQUEST,
                "max-shrink",
                null,
                "By events, the roster would lose " + withheld + " more people than max-shrink (" + config.maxShrink()
                        + ") allows between two walks. They stay in it until the next walk decides. To walk now, run:"
                        + " rollcall once " + config.name());
    }

    // ---- the output file

    private void rewrite() {
        if (!marks.rewrite()) {
            done = true;
            return;
        }
        output.read(different -> {
            if (different.tooMany()) {
                notes.add("So many people are different that the next walk writes " + config.writtenAs() + ".");
                done = true;
            } else if (different.isEmpty()) {
                done = true;
            } else {
                rewrite(different);
            }
        });
    }

    private void rewrite(Records different) {
        RosterUpdate update =
                new RosterUpdate(config.format(), config.csvExcel(), different.records(), different.ids());
        commands.write(new RosterWrite.Update(config.output(), update, upToDate -> {
            if (upToDate) {
                rewritten = config.writtenAs();
                output.written(different.last(), () -> done = true);
            } else {
                notes.add(config.writtenAs() + " is missing or was changed by others, so events do not bring it up to"
                        + " date. The next complete walk writes it.");
                done = true;
            }
        }));
    }

    // ---- the result

    @Override
    public boolean isWritten() {
        return written;
    }

    @Override
    public boolean isQuarantined() {
        return false;
    }

    @Override
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(reads.problems());
        problems.addAll(lookups.problems("flow " + config.name()));
        problems.addAll(joiner.problems());
        Stream.of(unread, tooMany).filter(Objects::nonNull).forEach(problems::add);
        return problems;
    }

    @Override
    public RosterResult result(boolean stands) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(reads.notes());
        return new RosterResult(
                steps.pages() == null ? 0 : steps.pages().read,
                records.written(),
                records.lookups(),
                stands ? rewritten : null,
                tracked.changed(),
                null,
                all);
    }

    @Override
    public long people() {
        return records.written();
    }

    @Override
    public int mostHeld() {
        return 0;
    }

    @Override
    public long bytes() {
        return index.bytes() + joiner.bytes();
    }
}
