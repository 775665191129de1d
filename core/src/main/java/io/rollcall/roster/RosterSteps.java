package io.rollcall.roster;

import io.rollcall.model.Department;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.task.Commands;
import io.rollcall.task.Pump;
import io.rollcall.task.StepException;
import io.rollcall.vendor.DepartmentDirectory;
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
final class RosterSteps {
    private final RosterConfig config;
    private final Pump pump;
    private final int batchSize;
    private final WalkOrder order = new WalkOrder();
    private final LateUpdates updates = new LateUpdates(order);
    private final PeopleIndex index = new PeopleIndex(updates);
    private final RecordStates records = new RecordStates();
    private final DepartmentWalk walk;
    private final PageReader reader;
    private final Lookups lookups;
    private final RosterJoiner joiner;
    private final RosterWriter writer;
    private final DepartmentOutput departments;
    private final KeyAttribute key;
    private @Nullable PageOutput pages;
    private @Nullable BatchOutput batches;
    private @Nullable StepInput<Department> pagesInput;
    private @Nullable StepInput<PersonPage> enrichInput;
    private @Nullable Problem unread;
    private boolean written;

    RosterSteps(
            RosterConfig config,
            boolean writing,
            DepartmentDirectory directory,
            UserLookup lookup,
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
        this.walk = new DepartmentWalk(
                new BatchQueue<>(commands, directory.subDepartments(), calls),
                new BatchQueue<>(commands, directory.subDepartmentIds(), calls),
                config.recursive(),
                config.language(),
                order,
                commands::publish);
        LearnedIds learned = new LearnedIds(commands, scope, now, !writing);
        this.lookups =
                new Lookups(new BatchQueue<>(commands, lookup.details(), calls), config.lookup(), lookup, learned);
        this.joiner = new RosterJoiner(
                lookups,
                learned,
                key.isUnique(),
                records,
                updates,
                commands::publish,
                config.lookup().singleLimit(),
                batchSize,
                readAhead.waitingPeople());
        this.writer = new RosterWriter(config, writing, commands, index, records, updates);
        this.departments = new DepartmentOutput(walk, pump);
        writer.begin();
        walk.begin(config.departments());
        pump.pumpUntil(() -> true);
    }

    private void advance() {
        joiner.advance();
        reader.readAhead();
    }

    Departments departments() {
        return new Departments(departments);
    }

    PersonPages pages(Iterator<?> given) {
        if (pages != null) {
            throw new StepException("The step department-pages comes once in a run. Correct the route.");
        }
        pagesInput = new StepInput<>(given, departments, Department.class, "departments", "department-pages");
        pages = new PageOutput(pagesInput, departments, walk, reader, pump);
        return new PersonPages(pages);
    }

    RosterBatches enrich(Iterator<?> given) {
        if (pages == null || batches != null) {
            throw new StepException("The step enrich comes once in a run, after department-pages. Correct the route.");
        }
        enrichInput = new StepInput<>(given, pages, PersonPage.class, "department-pages", "enrich");
        batches = new BatchOutput(enrichInput, order, index, key, joiner, batchSize, pump);
        return new RosterBatches(batches);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    void write(Iterator<?> given) {
        if (batches == null || pagesInput == null || enrichInput == null || written) {
            throw new StepException("The step write comes once in a run, after enrich. Correct the route.");
        }
        StepInput<List<?>> input = new StepInput<>(given, (StepOutput) batches, (Class) List.class, "enrich", "write");
        writer.write(input, pump);
        unread = input.hasUnread()
                ? unread("enrich and write did not read all records")
                : enrichInput.hasUnread()
                        ? unread("department-pages and enrich did not read all pages")
                        : pagesInput.hasUnread()
                                ? unread("departments and department-pages did not read all departments")
                                : null;
        pump.pumpUntil(() -> walk.isDone() && reader.isIdle() && joiner.isDone());
        writer.finish(problems().isEmpty());
        written = true;
        pump.pumpUntil(() -> true);
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
    boolean isWritten() {
        return written;
    }

    boolean isQuarantined() {
        return writer.quarantine() != null;
    }

    /** The problems so far: departments in the walk's order, then people in the roster's. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(walk.problems());
        problems.addAll(lookups.problems("flow " + config.name()));
        problems.addAll(joiner.problems());
        Stream.of(unread, writer.quarantine()).filter(Objects::nonNull).forEach(problems::add);
        return problems;
    }

    /** @param stands whether what was written became a file */
    RosterResult result(boolean stands) {
        return new RosterResult(
                pages == null ? 0 : pages.readWhole(),
                records.written(),
                records.lookups(),
                stands ? writer.written() : null);
    }

    /** The most people that were buffered or requested at once, for tests. */
    int mostHeld() {
        return reader.mostHeld();
    }

    /** The bytes that the index of all people takes now, for tests. */
    long bytes() {
        return index.bytes() + joiner.bytes();
    }
}
