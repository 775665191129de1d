package io.rollcall.camel.kamelet;

import io.rollcall.camel.FlowListener;
import io.rollcall.camel.RollcallJson;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.RunName;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a run that goes on, each as a JSON text as soon as it is settled; the last is followed by the end of the
 * run. As many wait as the flow may make changes. Told by the thread that runs the flow, consumed by another.
 */
final class ChangesOfARun implements FlowListener, Iterator<String> {
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private @Nullable Told next;

    /** What the consumer gets to know. */
    private sealed interface Told {
        /** A change. */
        record Change(String json) implements Told {}

        /** The run is over. */
        record End(@Nullable RuntimeException defect) implements Told {}
    }

    @Override
    public void announced(RunName run, FlowEvent event) {
        if (event instanceof FlowEvent.Changed changed) {
            told.add(new Told.Change(RollcallJson.write(changed.change())));
        }
    }

    /**
     * The run is over.
     *
     * @param defect what broke it; null for nothing
     */
    void end(@Nullable RuntimeException defect) {
        told.add(new Told.End(defect));
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = await();
        }
        if (next instanceof Told.End end && end.defect() != null) {
            throw end.defect();
        }
        return next instanceof Told.Change;
    }

    @Override
    public String next() {
        if (hasNext() && next instanceof Told.Change change) {
            next = null;
            return change.json();
        }
        throw new NoSuchElementException("the run is over");
    }

    private Told await() {
        try {
            return told.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("waiting for a run was broken off", stopped);
        }
    }
}
