package io.rollcall.camel.internal.flow;

import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.roster.Departments;
import io.rollcall.roster.PersonPages;
import io.rollcall.roster.RosterBatches;
import io.rollcall.roster.RosterRun;
import io.rollcall.task.FlowTask;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one roster run and the executor that they share, from the first step until the run's end. After a failure the
 * remaining steps do nothing and hand on empty bodies. Thread-safe; each step blocks until it is done.
 */
public final class RosterExecution {
    private final FlowTask start;
    private final RosterRun run;
    private final TaskExecutor executor;
    private boolean opened;
    private boolean halted;
    private boolean written;

    /** @param start the run, behind the checks of its budget */
    RosterExecution(FlowTask start, RosterRun run, TaskExecutor executor) {
        this.start = start;
        this.run = run;
        this.executor = executor;
    }

    /** Starts the walk of the departments. */
    public synchronized Departments departments() {
        return step(Departments.none(), () -> {
            opened = true;
            executor.open();
            start.begin(executor.commands());
            executor.pumpAll();
            // a run that may not make its calls does not begin, nor one whose departments cannot be found; its report
            // says why
            Departments departments =
                    run.hasBegun() ? run.departments(executor.commands(), executor) : Departments.none();
            halted = !run.hasStarted();
            return departments;
        });
    }

    /** Reads the departments' pages, as they are pulled. */
    public synchronized PersonPages pages(Iterator<?> departments) {
        return step(PersonPages.none(), () -> run.pages(departments));
    }

    /** Looks people up, as they are pulled. */
    public synchronized RosterBatches enrich(Iterator<?> pages) {
        return step(RosterBatches.none(), () -> run.enrich(pages));
    }

    /** Pulls everything through the steps before, and writes the roster; {@link RosterResult#written} says where. */
    public synchronized RosterResult write(Iterator<?> batches) {
        return step(run.roster(), () -> {
            RosterResult result = run.write(batches);
            written = true;
            return result;
        });
    }

    private <T> T step(T otherwise, Supplier<T> step) {
        if (halted) {
            return otherwise;
        }
        try {
            return step.get();
        } catch (RuntimeException | Error failed) {
            abort(executor.problem(failed));
            return otherwise;
        }
    }

    private void abort(Problem problem) {
        halted = true;
        executor.abort(start, problem);
    }

    /**
     * Aborts the run because its route ended early. Has no effect on a roster that is written.
     *
     * @param failure what ended the route; null if it just ended
     * @param failed what the report says of it, unless the run itself failed first
     */
    synchronized void routeFailed(@Nullable Throwable failure, Problem failed) {
        if (!halted && !written) {
            abort(executor.problem(failure, failed));
        }
    }

    /** Whether the run has taken longer than it may. */
    boolean isExpired() {
        return executor.isExpired();
    }

    /** Stops the run, from any thread. */
    void stop() {
        executor.stop();
    }

    /** Releases what the run holds: its deadline and its temporary file. */
    synchronized void close() {
        if (!opened) {
            return;
        }
        if (!halted && !written) {
            // a step of the host handled the exception
            executor.failure().ifPresent(this::abort);
        }
        executor.close();
    }
}
