package io.rollcall.roster;

import io.rollcall.find.DepartmentSearch.Found;
import io.rollcall.model.DepartmentId;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.roster.RosterConfig.Exclusions;
import io.rollcall.roster.RosterConfig.Tracking;
import io.rollcall.roster.tracking.TrackedRun;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.task.Commands;
import io.rollcall.task.Pump;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.UserLookup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a roster run that has begun. Each takes what the step before it makes, element by element: reading an element
 * reads further ones of the step before, and waits for calls if there is none yet. While it waits, all calls of the
 * run continue. Not thread-safe.
 */
final class RosterSteps implements RunSteps {
    private static final DepartmentId WHOLE_COMPANY = new DepartmentId(1);

    private final RosterConfig config;
    private final Pump pump;
    private final int batchSize;
    private final WalkOrder order = new WalkOrder();
    private final LateUpdates updates = new LateUpdates(order);
    private final PeopleIndex index = new PeopleIndex(updates);
    private final RecordStates records = new RecordStates();
    private final ExcludedDepartments excluded;
    private final DepartmentWalk walk;
    private final PageReader reader;
    private final Lookups lookups;
    private final RosterJoiner joiner;
    private final @Nullable TrackedRun tracked;
    private final ReadDepartments read = new ReadDepartments();
    private final RosterWriter writer;
    private final DepartmentOutput departments;
    private final KeyAttribute key;
    private final StepOrder<PageOutput> steps = new StepOrder<>();
    private @Nullable Problem unread;
    private boolean written;

    RosterSteps(
            RosterConfig config,
            List<Found> start,
            boolean writing,
            DepartmentDirectory directory,
            UserLookup lookup,
            @Nullable DirectoryProofs proofs,
            String phoneRegion,
            LearnedAccountRepository.Scope scope,
            Supplier<Instant> now,
            ReadAhead readAhead,
            Commands queue,
            Pump pump) {
        this.config = config;
        this.pump = pump;
        this.key = new KeyAttribute(config.lookup().key());
        this.batchSize = lookup.largestBatch();
        RosterCommands commands = new RosterCommands(queue, this::advance);
        int calls = readAhead.calls();
        this.reader = new PageReader(
                new BatchQueue<>(commands, directory.people(), calls), config, readAhead.bufferedPeople());
        this.excluded = new ExcludedDepartments(config.exclude(), start);
        this.walk = new DepartmentWalk(
                new BatchQueue<>(commands, directory.subDepartments(), calls),
                new BatchQueue<>(commands, directory.subDepartmentIds(), calls),
                config.recursive(),
                config.language(),
                excluded,
                order,
                commands::publish);
        LookupStage stage = LookupStage.of(config, lookup, scope, now, !writing, readAhead, commands, records, updates);
        this.lookups = stage.lookups();
        this.joiner = stage.joiner();
        Tracking tracking = config.tracking();
        this.tracked = tracking == null
                ? null
                : new TrackedRun(
                        new TrackedRun.Settings(
                                config.name(),
                                writing,
                                isWholeCompany(config),
                                config.language(),
                                phoneRegion,
                                tracking.changes()),
                        proofs,
                        commands,
                        now);
        this.writer = new RosterWriter(config, writing, commands, index, records, updates, now, tracked);
        this.departments = new DepartmentOutput(walk, pump);
        writer.begin();
        walk.begin(start.stream().map(Found::id).toList());
        pump.pumpUntil(() -> true);
    }

    private static boolean isWholeCompany(RosterConfig config) {
        return config.recursive()
                && config.departments().contains(WHOLE_COMPANY)
                && config.exclude().equals(Exclusions.NONE);
    }

    private void advance() {
        joiner.advance();
        reader.readAhead();
    }

    @Override
    public Departments departments() {
        return new Departments(departments);
    }

    @Override
    public PersonPages pages(Iterator<?> given) {
        return steps.pages(
                given,
                departments,
                input -> new PageOutput(input, departments, walk, reader, tracked == null ? null : read, pump));
    }

    @Override
    public RosterBatches enrich(Iterator<?> given) {
        return steps.enrich(
                given, input -> new BatchOutput(input, order, index, key, joiner, records, batchSize, pump));
    }

    @Override
    public void write(Iterator<?> given) {
        writer.write(steps.write(given), pump);
        String where = steps.unread();
        unread = where == null ? null : unread(where);
        pump.pumpUntil(() -> walk.isDone() && reader.isIdle() && joiner.isDone());
        writer.finish(problems().isEmpty(), tracked == null ? null : read.walk(unread == null, walk.problems()));
        pump.pumpUntil(writer::isDone);
        written = true;
    }

    private Problem unread(String what) {
        return new Problem(
                "flow " + config.name(),
                Fault.Kind.BAD_REQUEST,
                "not-read",
                null,
                "A step between " + what
                        + ", so people are missing. Let it read to the end, and hand on only what is wanted.");
    }

    /** Whether the step {@code write} has ended. */
    @Override
    public boolean isWritten() {
        return written;
    }

    @Override
    public boolean isQuarantined() {
        return writer.quarantine() != null;
    }

    /** The problems so far: departments in the walk's order, then people in the roster's. */
    @Override
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(walk.problems());
        problems.addAll(lookups.problems("flow " + config.name()));
        problems.addAll(joiner.problems());
        Stream.of(unread, writer.quarantine()).filter(Objects::nonNull).forEach(problems::add);
        return problems;
    }

    /** @param stands whether what was written became a file */
    @Override
    public RosterResult result(boolean stands) {
        return new RosterResult(
                steps.pages() == null ? 0 : steps.pages().readWhole(),
                records.written(),
                records.lookups(),
                stands ? writer.written() : null,
                tracked == null ? null : tracked.changed(),
                tracked == null ? null : tracked.headCount(),
                notes());
    }

    @Override
    public long people() {
        return records.written();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (written) {
            excluded.unmatched()
                    .forEach(path -> notes.add("exclude names " + path
                            + ", and no department that this run read is there. Check the names."));
        }
        if (tracked != null) {
            notes.addAll(tracked.notes());
        }
        return notes;
    }

    /** The most people that were buffered or requested at once, for tests. */
    @Override
    public int mostHeld() {
        return reader.mostHeld();
    }

    /** The bytes that the index of all people takes now, for tests. */
    @Override
    public long bytes() {
        return index.bytes() + joiner.bytes();
    }
}
