package io.rollcall.flow.internal.meetings;

import io.rollcall.call.Fault;
import io.rollcall.call.Operation;
import io.rollcall.call.Outcome;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.provider.OngoingMeetings;
import io.rollcall.provider.OngoingMeetings.Cursor;
import io.rollcall.provider.OngoingMeetings.MeetingPage;
import io.rollcall.provider.OngoingMeetings.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a list page by page and never goes round in a circle. Not thread-safe. */
public final class Pages<Q, T> {
    private final Operation<Q, Page<T>> operation;
    private final Function<Cursor, Q> question;
    private final Consumer<Reading<T>> then;
    private final Set<Cursor> asked = new HashSet<>();
    private final List<T> items = new ArrayList<>();

    private Pages(Operation<Q, Page<T>> operation, Function<Cursor, Q> question, Consumer<Reading<T>> then) {
        this.operation = operation;
        this.question = question;
        this.then = then;
    }

    /**
     * What a list held.
     *
     * @param items everything up to the fault, if there was one
     * @param fault null where the list was read whole
     */
    public record Reading<T>(List<T> items, @Nullable Fault fault) {
        public Reading {
            items = List.copyOf(items);
        }
    }

    /** Reads a whole list. */
    public static <Q, T> void read(
            Agenda agenda, Operation<Q, Page<T>> operation, Function<Cursor, Q> question, Consumer<Reading<T>> then) {
        new Pages<>(operation, question, then).ask(agenda, Cursor.FIRST);
    }

    /** Reads all people of a meeting. */
    public static void members(
            Agenda agenda, OngoingMeetings meetings, MeetingId meeting, Consumer<Reading<Participant>> then) {
        read(agenda, meetings.members(), cursor -> new MeetingPage(meeting, cursor), then);
    }

    private void ask(Agenda agenda, Cursor cursor) {
        // the operations refuse a cursor that does not move; a longer circle shows here only
        if (!asked.add(cursor)) {
            end(new Fault.Unreadable(
                    Fault.Origin.of(operation.name()),
                    "The vendor's list leads back to a page that was already read, so it cannot be read whole."
                            + " If this lasts, report it to the vendor."));
            return;
        }
        agenda.ask(operation, question.apply(cursor), outcome -> {
            if (outcome instanceof Outcome.Failed<Page<T>> failed) {
                end(failed.fault());
                return;
            }
            Page<T> page = ((Outcome.Done<Page<T>>) outcome).value();
            items.addAll(page.items());
            Cursor next = page.next();
            if (next == null) {
                end(null);
            } else {
                ask(agenda, next);
            }
        });
    }

    private void end(@Nullable Fault fault) {
        then.accept(new Reading<>(items, fault));
    }
}
