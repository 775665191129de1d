package io.rollcall.roster.tracking;

import io.rollcall.report.FlowEvent;
import io.rollcall.report.RosterChange;
import io.rollcall.state.RosterRepository.StoredChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the changes of a flow, page by page and in their order: to the changes file, then as events. The store remembers how
 * far each has come, after it has received a page; so a page may come again after a crash, and none is left out. Not
 * thread-safe.
 */
final class ChangeDelivery {
    /** The readers, by the names that the store keeps. */
    static final String FILE = "changes";

    static final String EVENTS = "events";
    private static final int PAGE = 500;

    private final String flow;
    private final @Nullable Path file;
    private final RunEffects effects;

    ChangeDelivery(String flow, @Nullable Path file, RunEffects effects) {
        this.flow = flow;
        this.file = file;
        this.effects = effects;
    }

    /** Delivers everything that waits. */
    void deliver(Runnable then) {
        Runnable events = () -> deliver(EVENTS, this::publish, then);
        Path target = file;
        if (target == null) {
            events.run();
        } else {
            deliver(FILE, changes -> effects.write(new AppendChanges(target, changes)), events);
        }
    }

    private void publish(List<RosterChange> changes) {
        changes.forEach(change -> effects.publish(new FlowEvent.RosterChanged(change)));
    }

    private void deliver(String reader, Consumer<List<RosterChange>> send, Runnable then) {
        effects.query(
                store -> store.rosters().changes(flow, null, store.rosters().delivered(flow, reader), PAGE), page -> {
                    if (page.isEmpty()) {
                        then.run();
                        return;
                    }
                    List<RosterChange> changes = new ArrayList<>(page.size());
                    for (StoredChange stored : page) {
                        changes.add(stored.change());
                    }
                    send.accept(changes);
                    long last = page.get(page.size() - 1).number();
                    effects.query(
                            store -> {
                                store.rosters().delivered(flow, reader, last);
                                return last;
                            },
                            done -> deliver(reader, send, then));
                });
    }
}
