package io.rollcall.roster;

import io.rollcall.find.DepartmentSearch;
import io.rollcall.hint.DirectoryMarks;
import io.rollcall.model.Department;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.task.Commands;
import io.rollcall.task.FlowTask;
import io.rollcall.task.Pump;
import io.rollcall.task.StepException;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.UserLookup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a roster flow, in four steps: {@link #departments}, {@link #pages}, {@link #enrich} and {@link #write}. Each
 * step takes the body that the step before it made, as it is or as a host's step changed it. The bodies are read element by
 * element while {@code write} runs, so that memory stays bounded and the vendors are read in parallel.
 *
 * <p>A roster is complete only if every department of the walk arrived at {@code write}, or a step read it and dropped it on
 * purpose. After an exception of a step the run is aborted, and no file is written or replaced. Not thread-safe: one
 * thread at a time.
 */
public final class RosterRun implements FlowTask {
    private final RosterConfig config;
    private final Mode mode;
    private final DepartmentDirectory directory;
    private final UserLookup lookup;
    private final @Nullable DirectoryProofs proofs;
    private final String phoneRegion;
    private final LearnedAccountRepository.Scope scope;
    private final Supplier<Instant> now;
    private final ReadAhead readAhead;

    private DirectoryMarks marks = DirectoryMarks.NONE;
    private boolean begun;
    private @Nullable RunSteps steps;
    private List<Problem> unfound = List.of();
    private @Nullable Problem abortion;

    /**
     * @param proofs of who has left, for a roster that is tracked; null if the directory's vendor has none
     * @param phoneRegion the country of telephone numbers without a country code
     * @param lookupApplication the id of the application that looks people up; learned ids are stored under it
     * @param now the time
     */
    public RosterRun(
            RosterConfig config,
            Mode mode,
            DepartmentDirectory directory,
            UserLookup lookup,
            @Nullable DirectoryProofs proofs,
            String phoneRegion,
            String lookupApplication,
            Supplier<Instant> now) {
        this(config, mode, directory, lookup, proofs, phoneRegion, lookupApplication, now, ReadAhead.USUAL);
    }

    /** @param readAhead how much is under way or buffered at once */
    RosterRun(
            RosterConfig config,
            Mode mode,
            DepartmentDirectory directory,
            UserLookup lookup,
            @Nullable DirectoryProofs proofs,
            String phoneRegion,
            String lookupApplication,
            Supplier<Instant> now,
            ReadAhead readAhead) {
        this.config = config;
        this.mode = mode;
        this.directory = directory;
        this.lookup = lookup;
        this.proofs = proofs;
        this.phoneRegion = phoneRegion;
        this.scope = new LearnedAccountRepository.Scope(
                lookupApplication, config.lookup().idType());
        this.now = now;
        this.readAhead = readAhead;
    }

    /** The same run, which reads only what events named; everything if nothing is named. Before it begins. */
    public RosterRun reading(DirectoryMarks some) {
        marks = some;
        return this;
    }

    @Override
    public void begin(Commands commands) {
        begun = true;
    }

    /** Whether the run may make its calls: {@link #begin} was called. */
    public boolean hasBegun() {
        return begun;
    }

    /**
     * Whether the departments to start with were found, so that the further steps can come. Without one of them the run reads
     * nothing, because its people would seem to have left.
     */
    public boolean hasStarted() {
        return steps != null;
    }

    /**
     * Finds the departments to start with, and starts the walk from there. If one of them cannot be found, there are no
     * departments, {@link #hasStarted} is false, and {@link #result} says why.
     *
     * @param pump executes the commands while a step waits
     * @throws StepException if the run has started already
     */
    public Departments departments(Commands commands, Pump pump) {
        if (steps != null) {
            throw new StepException("The step departments comes once in a run. Correct the route.");
        }
        begun = true;
        DepartmentSearch start = start(commands, pump);
        unfound = start.problems();
        if (!unfound.isEmpty()) {
            return Departments.none();
        }
        DirectoryProofs ofPeople = proofs;
        if (ofPeople != null && !marks.isEmpty()) {
            steps = new LiveSteps(
                    config, start.found(), marks, lookup, ofPeople, phoneRegion, scope, now, readAhead, commands, pump);
            return steps.departments();
        }
        steps = new RosterSteps(
                config,
                start.found(),
                mode != Mode.PLAN,
                directory,
                lookup,
                proofs,
                phoneRegion,
                scope,
                now,
                readAhead,
                commands,
                pump);
        return steps.departments();
    }

    /**
     * Reads the departments' pages.
     *
     * @param departments {@link Departments}, or what a step of a host made of it: {@link io.rollcall.model.Department} each
     * @throws StepException if the step is out of order
     */
    public PersonPages pages(Iterator<?> departments) {
        return started().pages(departments);
    }

    /**
     * Looks the people up.
     *
     * @param pages {@link PersonPages}, or what a step of a host made of it: {@link PersonPage} each
     * @throws StepException if the step is out of order
     */
    public RosterBatches enrich(Iterator<?> pages) {
        return started().enrich(pages);
    }

    /**
     * Reads all batches, writes the roster and decides whether it replaces the last one; {@link #result} says how it ended.
     *
     * @param batches {@link RosterBatches}, or what a step of a host made of it: a list of {@link RosterEntry} each
     * @throws StepException if the step is out of order, or a step of a host fails or hands on what does not fit
     */
    public RosterResult write(Iterator<?> batches) {
        started().write(batches);
        return result(true);
    }

    private DepartmentSearch start(Commands commands, Pump pump) {
        BatchQueue<SubDepartments, List<Department>> lists =
                new BatchQueue<>(new RosterCommands(commands, () -> {}), directory.subDepartments(), readAhead.calls());
        DepartmentSearch search = new DepartmentSearch(config.start(), lists::call);
        boolean[] done = {false};
        search.begin(() -> done[0] = true);
        if (!done[0]) {
            pump.pumpUntil(() -> done[0]);
        }
        return search;
    }

    private RunSteps started() {
        if (steps == null) {
            throw new StepException("A roster begins with the step departments. Correct the route.");
        }
        return steps;
    }

    @Override
    public void abort(Problem problem) {
        abortion = problem;
    }

    @Override
    public RunResult result() {
        List<Problem> problems = steps == null ? new ArrayList<>(unfound) : steps.problems();
        if (abortion != null) {
            problems.add(abortion);
        } else if (begun && unfound.isEmpty() && (steps == null || !steps.isWritten())) {
            problems.add(notWritten());
        }
        RosterResult roster = result(abortion == null);
        return new RunResult(outcome(problems, roster.people()), problems, List.of(), List.of(), roster);
    }

    /** The counts so far, for a run that was aborted. */
    public RosterResult roster() {
        return result(false);
    }

    /** The people whose lines are written so far; may be read on any thread, which may see an earlier number. */
    public long people() {
        return steps == null ? 0 : steps.people();
    }

    private RosterResult result(boolean stands) {
        return steps == null ? new RosterResult(0, 0, new RecordStates().lookups(), null) : steps.result(stands);
    }

    private Problem notWritten() {
        return new Problem(
                "flow " + config.name(),
                Fault.Kind.BAD_REQUEST,
                "not-written",
                null,
                "The run ended before the step write, so no roster was written. Let the route go on to rollcall:write.");
    }

    private RunOutcome outcome(List<Problem> problems, long people) {
        if (abortion != null || !unfound.isEmpty()) {
            return RunOutcome.FAILED;
        }
        if (steps != null && steps.isQuarantined()) {
            return RunOutcome.QUARANTINED;
        }
        if (problems.isEmpty()) {
            return RunOutcome.COMPLETE;
        }
        return people == 0 && marks.isEmpty() ? RunOutcome.FAILED : RunOutcome.INCOMPLETE;
    }

    /** The most people that were buffered or requested at once, for tests. */
    int mostHeld() {
        return steps == null ? 0 : steps.mostHeld();
    }

    /** The bytes that the index of all people takes now, for tests. */
    long bytes() {
        return steps == null ? 0 : steps.bytes();
    }
}
