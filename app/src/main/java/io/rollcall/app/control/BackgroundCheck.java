package io.rollcall.app.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import io.rollcall.report.CheckLine;
import io.rollcall.report.CheckReport;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the configuration of the running program in the background, once at a time, and keeps the last result. Thread-safe. */
public final class BackgroundCheck implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundCheck.class);

    private final RunningProgram program;
    private final Runnable changed;
    private final AtomicBoolean running = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "rollcall-check");
        worker.setDaemon(true);
        return worker;
    });
    private volatile @Nullable Result last;

    private record Result(Instant at, List<CheckLine> lines) {}

    /**
     * The last check and the one under way.
     *
     * @param at when the last check ended; null if there was none
     * @param meteredCalls the most metered calls that a check makes
     * @param lines of the last check; empty if there was none
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(
            @JsonSerialize(using = UtcTime.class) @Nullable Instant at,
            boolean running,
            long meteredCalls,
            List<CheckLine> lines) {
        public State {
            lines = List.copyOf(lines);
        }
    }

    /** @param changed called when a check begins and ends; must not block */
    public BackgroundCheck(RunningProgram program, Runnable changed) {
        this.program = program;
        this.changed = changed;
    }

    /** Starts a check; false if one is under way. */
    public boolean start() {
        if (!running.compareAndSet(false, true)) {
            return false;
        }
        try {
            thread.execute(this::check);
        } catch (RejectedExecutionException closed) {
            running.set(false);
            return false;
        }
        changed.run();
        return true;
    }

    private void check() {
        try {
            CheckReport report =
                    new ConfigurationCheck(program.config(), program.now()).run(program.rollcall(), program.store());
            last = new Result(program.now(), report.lines());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.error("The check failed. This is a defect.", failure);
            last = new Result(
                    program.now(),
                    List.of(CheckLine.of(
                            "check", CheckLine.Result.FAILED, null, List.of(), "The check failed. See the log.")));
        } finally {
            running.set(false);
            changed.run();
        }
    }

    /** The last check and the one under way. */
    public State state() {
        Result result = last;
        long calls = ConfigurationCheck.mostMeteredCalls(program.config());
        return result == null
                ? new State(null, running.get(), calls, List.of())
                : new State(result.at(), running.get(), calls, result.lines());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
