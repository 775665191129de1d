package io.rollcall.roster;

import io.rollcall.model.Person;
import io.rollcall.vendor.DepartmentDirectory.People;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of several departments ahead in parallel, and returns them in the departments' order. Not thread-safe.
 *
 * <p>A page is requested only if its people fit into the buffer, with one exception that makes a deadlock impossible: a page of
 * the first department in the order may always be requested if none of it is buffered.
 */
final class PageReader {
    /** The most people that are read ahead while the next page is there: the calls under way when pages are full. */
    private static final int USUALLY_HELD = 1_200;

    private final BatchQueue<PeoplePage, People> calls;
    private final RosterConfig config;
    private final int room;

    private final Deque<WalkedDepartment> order = new ArrayDeque<>();
    /** Departments of which a page was read and another one is to be requested. */
    private final Deque<WalkedDepartment> begun = new ArrayDeque<>();
    /** Departments of which no page was requested. */
    private final Deque<WalkedDepartment> unread = new ArrayDeque<>();

    private int held;
    private int mostHeld;

    /** @param room the most people to buffer */
    PageReader(BatchQueue<PeoplePage, People> calls, RosterConfig config, int room) {
        this.calls = calls;
        this.config = config;
        this.room = room;
    }

    /** Whether another department is needed to keep the calls going. */
    boolean needsDepartment() {
        return unread.size() < calls.limit();
    }

    /** Appends a department to the order. */
    void add(WalkedDepartment department) {
        order.add(department);
        unread.add(department);
        readAhead();
    }

    /** The first department of the order; null if there is none. */
    @Nullable WalkedDepartment first() {
        return order.peek();
    }

    /** The next page of the first department; null if it is not there, or was the last one. */
    @Nullable List<Person> nextPage() {
        WalkedDepartment first = order.peek();
        List<Person> page = first == null ? null : first.pages.poll();
        if (page != null) {
            hold(-page.size());
            readAhead();
        }
        return page;
    }

    /** Whether a page of the first department is there, or that it has none left. */
    boolean isFirstReady() {
        WalkedDepartment first = order.peek();
        return first != null && (!first.pages.isEmpty() || first.hasEnded());
    }

    /** Removes the first department. */
    void removeFirst() {
        order.remove();
        readAhead();
    }

    /** Whether no call is outstanding. */
    boolean isIdle() {
        return calls.isIdle();
    }

    /** The most people that were ever buffered or requested, for tests. */
    int mostHeld() {
        return mostHeld;
    }

    /** Requests the pages that may be requested now. */
    void readAhead() {
        while (calls.hasRoom()) {
            WalkedDepartment next = next();
            if (next == null) {
                return;
            }
            request(next);
        }
    }

    private @Nullable WalkedDepartment next() {
        WalkedDepartment first = order.peek();
        if (first != null && first.pages.isEmpty() && (unread.remove(first) || begun.remove(first))) {
            return first;
        }
        // what is read while pages are there anyway only waits, and takes memory
        int most = isFirstReady() ? Math.min(room, USUALLY_HELD) : room;
        if (held + config.pageSize() > most) {
            return null;
        }
        WalkedDepartment next = begun.poll();
        return next == null ? unread.poll() : next;
    }

    private void request(WalkedDepartment department) {
        int size = config.pageSize();
        hold(size);
        calls.call(page(department), outcome -> {
            hold(-size);
            if (outcome instanceof Outcome.Done<People> done) {
                department.peopleSkipped(done);
                read(department, done.value());
            } else if (outcome instanceof Outcome.Failed<People> failure) {
                department.pagesFailed(failure.fault());
            }
        });
    }

    private PeoplePage page(WalkedDepartment department) {
        return new PeoplePage(
                department.id(), department.cursor, config.pageSize(), config.language(), config.directoryOptions());
    }

    private void read(WalkedDepartment department, People people) {
        if (!people.people().isEmpty()) {
            department.pages.add(people.people());
            hold(people.people().size());
        }
        Long next = people.next();
        if (next == null) {
            department.endPages();
            return;
        }
        Optional<Fault> stuck = page(department)
                .stuckAt(next, calls.operation().name())
                .or(() -> people.goesOn(
                        department.anyNew(people.people()),
                        department.seen(),
                        calls.operation().name()));
        if (stuck.isPresent()) {
            department.pagesFailed(stuck.get());
        } else {
            department.cursor = next;
            begun.add(department);
        }
    }

    private void hold(int people) {
        held += people;
        mostHeld = Math.max(mostHeld, held);
    }
}
