package io.rollcall.camel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A clock, a scheduler and an executor that a test drives by hand: time passes when it says so, and tasks run when it says
 * so, on its own thread. Used by one thread.
 */
public class HandDrivenTime extends AbstractExecutorService implements ScheduledExecutorService, InstantSource {
    private final PriorityQueue<Task<?>> scheduled = new PriorityQueue<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private long number;
    private boolean shutDown;

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets time pass; what comes due runs, and so does what that hands to workers. */
    public void pass(Duration time) {
        Instant end = now.plus(time);
        runAll();
        while (!scheduled.isEmpty() && !scheduled.peek().due.isAfter(end)) {
            Task<?> next = scheduled.remove();
            now = next.due.isAfter(now) ? next.due : now;
            next.run();
            runAll();
        }
        now = end;
    }

    /** Lets time pass while no worker is free: what comes due runs, and what that hands to workers waits. */
    public void passWithoutWorkers(Duration time) {
        Instant end = now.plus(time);
        while (!scheduled.isEmpty() && !scheduled.peek().due.isAfter(end)) {
            Task<?> next = scheduled.remove();
            now = next.due.isAfter(now) ? next.due : now;
            next.run();
        }
        now = end;
    }

    /** Runs everything that waits for a worker. */
    public void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** How many tasks wait for their time. */
    public int scheduled() {
        return scheduled.size();
    }

    @Override
    public void execute(Runnable task) {
        if (shutDown) {
            throw new RejectedExecutionException("shut down");
        }
        tasks.add(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(new Task<>(Executors.callable(command), delay, unit));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(new Task<>(callable, delay, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("Rollcall repeats nothing by a scheduler");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("Rollcall repeats nothing by a scheduler");
    }

    private <V> Task<V> add(Task<V> task) {
        if (shutDown) {
            throw new RejectedExecutionException("shut down");
        }
        scheduled.add(task);
        return task;
    }

    @Override
    public void shutdown() {
        shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutDown = true;
        List<Runnable> left = new ArrayList<>(tasks);
        tasks.clear();
        scheduled.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutDown;
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Instant due;
        private final long order = number++;

        Task(Callable<V> callable, long delay, TimeUnit unit) {
            super(callable);
            due = now.plus(Duration.of(delay, unit.toChronoUnit()));
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(now, due));
        }

        @Override
        public int compareTo(Delayed other) {
            Task<?> task = (Task<?>) other;
            int byTime = due.compareTo(task.due);
            return byTime != 0 ? byTime : Long.compare(order, task.order);
        }

        @Override
        public boolean cancel(boolean interrupt) {
            scheduled.remove(this);
            return super.cancel(interrupt);
        }
    }
}
