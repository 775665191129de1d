package io.rollcall.roster;

import io.rollcall.config.FlowConfig;
import io.rollcall.model.Person;
import io.rollcall.roster.WalkedDepartment.PageState;
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
 * Reads the departments' pages ahead, side by side, and hands them over in the walk's order.
 *
 * <p>A page is asked for only where its people fit into the buffer, with one exception that makes a deadlock
 * impossible: the department whose turn it is may always ask when nothing of it is buffered.
 */
final class PageReader {
    /** The part of the buffer that departments without a place may fill: they may turn out to be far away. */
    private static final int FORESEEN_PART = 4;

    private final BatchQueue<PeoplePage, People> lane;
    private final FlowConfig.Roster config;
    private final int room;

    private final Deque<WalkedDepartment> order = new ArrayDeque<>();
    private final Deque<WalkedDepartment> begun = new ArrayDeque<>();
    private final Deque<WalkedDepartment> unread = new ArrayDeque<>();
    private final Deque<WalkedDepartment> foreseen = new ArrayDeque<>();
    private int held;
    private int heldForeseen;
    private int mostHeld;

    /** @param room the most people to buffer */
    PageReader(BatchQueue<PeoplePage, People> lane, FlowConfig.Roster config, int room) {
        this.lane = lane;
        this.config = config;
        this.room = room;
    }

    /** A department that will be read, its turn not known yet. */
    void foresee(WalkedDepartment department) {
        foreseen.add(department);
    }

    /** The next department of the order. */
    void inOrder(WalkedDepartment department) {
        order.add(department);
        if (department.state == PageState.UNREAD) {
            unread.add(department);
        }
        heldForeseen -= department.held;
        while (!foreseen.isEmpty() && foreseen.element().isPlaced()) {
            foreseen.remove();
        }
    }

    /** The department whose turn it is; null where none is known. */
    @Nullable WalkedDepartment head() {
        return order.peek();
    }

    /** The head's next page; null where it is not there, or was the last. */
    @Nullable List<Person> nextPage() {
        WalkedDepartment head = order.peek();
        List<Person> page = head == null ? null : head.pages.poll();
        if (head != null && page != null) {
            hold(head, -page.size());
        }
        return page;
    }

    /** Goes on to the next department. */
    void leaveHead() {
        order.remove();
    }

    /** Whether all departments of the order were consumed. */
    boolean isDrained() {
        return order.isEmpty() && lane.isIdle();
    }

    /** The most people that were ever buffered or on their way, for tests. */
    int mostHeld() {
        return mostHeld;
    }

    /** Asks for whatever may be asked for now. */
    void readAhead() {
        while (lane.hasRoom()) {
            WalkedDepartment next = next();
            if (next == null) {
                return;
            }
            ask(next);
        }
    }

    private @Nullable WalkedDepartment next() {
        WalkedDepartment head = order.peek();
        if (head != null && head.pages.isEmpty() && mayBeAsked(head)) {
            return head;
        }
        if (held + config.pageSize() > room) {
            return null;
        }
        WalkedDepartment next = first(begun);
        if (next == null) {
            next = first(unread);
        }
        if (next == null && heldForeseen + config.pageSize() <= room / FORESEEN_PART) {
            next = first(foreseen);
        }
        return next;
    }

    // a department may stand in several lines, and the head is asked without leaving them
    private static @Nullable WalkedDepartment first(Deque<WalkedDepartment> line) {
        WalkedDepartment next = line.poll();
        while (next != null && !mayBeAsked(next)) {
            next = line.poll();
        }
        return next;
    }

    private static boolean mayBeAsked(WalkedDepartment department) {
        return department.state == PageState.UNREAD || department.state == PageState.WANTING;
    }

    private void ask(WalkedDepartment department) {
        int size = config.pageSize();
        department.state = PageState.ASKING;
        hold(department, size);
        lane.ask(page(department), outcome -> {
            hold(department, -size);
            if (outcome instanceof Outcome.Done<People> done) {
                department.skipped(done);
                read(department, done.value());
            } else if (outcome instanceof Outcome.Failed<People> failure) {
                department.pagesFailed(failure.fault());
            }
        });
    }

    private PeoplePage page(WalkedDepartment department) {
        return new PeoplePage(
                department.id(),
                department.cursor,
                config.pageSize(),
                config.orderField(),
                config.containAccessLimit(),
                config.language());
    }

    private void read(WalkedDepartment department, People people) {
        if (!people.people().isEmpty()) {
            department.pages.add(people.people());
            hold(department, people.people().size());
        }
        Long next = people.next();
        if (next == null) {
            department.endPages();
            return;
        }
        Optional<Fault> stuck = page(department)
                .stuckAt(next, lane.operation().name())
                .or(() -> people.goesOn(
                        department.anyNew(people.people()),
                        department.seen(),
                        lane.operation().name()));
        if (stuck.isPresent()) {
            department.pagesFailed(stuck.get());
        } else {
            department.cursor = next;
            department.state = PageState.WANTING;
            begun.add(department);
        }
    }

    private void hold(WalkedDepartment department, int people) {
        department.held += people;
        held += people;
        mostHeld = Math.max(mostHeld, held);
        if (!department.isPlaced()) {
            heldForeseen += people;
        }
    }
}
