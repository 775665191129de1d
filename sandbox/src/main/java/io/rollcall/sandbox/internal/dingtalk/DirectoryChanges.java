package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.company.CompanyChange;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.Department;
import io.rollcall.sandbox.internal.company.Directory;
import io.rollcall.sandbox.internal.company.Person;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.internal.stream.ContactEvents;
import io.rollcall.sandbox.internal.stream.TimedTasks;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Changes people and departments, and pushes that. Assumptions, because the facts do not say: a move and a new userId are pushed as
 * {@code user_modify_org}; a change of the avatar alone, and one outside of the application's scope, is not pushed. Thread-safe.
 */
public final class DirectoryChanges {
    private final CompanyDefinition company;
    private final Directory directory;
    private final SandboxClock clock;
    private final ContactEvents events;
    private final LeaveRecords leaves;
    private final TimedTasks tasks;
    private int resets;

    DirectoryChanges(
            CompanyDefinition company,
            SandboxClock clock,
            ContactEvents events,
            LeaveRecords leaves,
            TimedTasks tasks) {
        this.company = company;
        this.directory = company.directory();
        this.clock = clock;
        this.events = events;
        this.leaves = leaves;
        this.tasks = tasks;
        plan();
    }

    private void plan() {
        int plannedIn = resets;
        company.changes()
                .forEach(planned -> tasks.after(planned.after(), () -> makePlanned(planned.change(), plannedIn)));
    }

    /** A planned change that is not possible is left out, because another one may have come before it. */
    private synchronized void makePlanned(CompanyChange change, int plannedIn) {
        if (plannedIn == resets) {
            try {
                make(change);
            } catch (IllegalArgumentException impossible) {
                // the company's state shows it
            }
        }
    }

    /** Restores the people, departments and leave records at the start, and plans the company's changes anew. */
    synchronized void reset() {
        resets++;
        directory.restore();
        leaves.reset();
        plan();
    }

    /** The number of people now. */
    public int people() {
        return directory.size();
    }

    /** The number of departments now. */
    public int departments() {
        return directory.departments();
    }

    /** The number of leave records now. */
    public int leaveRecords() {
        return leaves.size();
    }

    /**
     * Makes a change.
     *
     * @throws IllegalArgumentException if it is not possible
     */
    public synchronized void make(CompanyChange change) {
        switch (change.action()) {
            case JOIN -> joined(directory.join(change.fields()), change);
            case RETURN -> joined(directory.comeBack(change.userId()), change);
            case LEAVE -> leave(change);
            case MOVE, RENAME, CHANGE, NEW_USER_ID -> change(change);
            case ADD_DEPARTMENT -> {
                directory.add(new Department(change.department(), change.parent(), change.name(), false, false, false));
                departmentEvent("org_dept_create", change);
            }
            case RENAME_DEPARTMENT ->
                department(
                        change,
                        old -> new Department(
                                old.id(),
                                old.parent(),
                                change.name(),
                                old.hidden(),
                                old.createGroup(),
                                old.autoAddUser()));
            case MOVE_DEPARTMENT ->
                department(
                        change,
                        old -> new Department(
                                old.id(),
                                change.parent(),
                                old.name(),
                                old.hidden(),
                                old.createGroup(),
                                old.autoAddUser()));
            case REMOVE_DEPARTMENT -> {
                directory.remove(change.department());
                departmentEvent("org_dept_remove", change);
            }
            case HIDE_DEPARTMENT -> hide(change.department(), true);
            case SHOW_DEPARTMENT -> hide(change.department(), false);
            case FAIL_DEPARTMENT -> directory.fail(change.department(), true);
            case RESTORE_DEPARTMENT -> directory.fail(change.department(), false);
        }
    }

    private void joined(Directory.Change made, CompanyChange change) {
        Person person = Objects.requireNonNull(made.after());
        if (change.event() && directory.inScope(person)) {
            events.joined(person);
        }
    }

    private void leave(CompanyChange change) {
        Person person = Objects.requireNonNull(directory.leave(change.userId()).before());
        if (change.record()) {
            leaves.add(person, clock.millis(), change.reason());
        }
        if (change.event() && directory.inScope(person)) {
            events.left(person);
        }
    }

    private void change(CompanyChange change) {
        Directory.Change made = directory.change(change.userId(), change.fields());
        Person before = Objects.requireNonNull(made.before());
        Person after = Objects.requireNonNull(made.after());
        boolean visible = directory.inScope(before) || directory.inScope(after);
        if (change.event() && visible && !isAvatarOnly(before, after)) {
            events.changed(before, after);
        }
    }

    private static boolean isAvatarOnly(Person before, Person after) {
        Person.Contact contact = before.contact();
        Person withAvatar = new Person(
                before.userId(),
                before.unionId(),
                before.name(),
                before.departments(),
                new Person.Contact(
                        after.contact().avatar(),
                        contact.stateCode(),
                        contact.mobile(),
                        contact.hideMobile(),
                        contact.telephone(),
                        contact.email(),
                        contact.orgEmail()),
                before.work(),
                before.standing(),
                before.enterprise());
        return withAvatar.equals(after);
    }

    private void department(CompanyChange change, UnaryOperator<Department> update) {
        directory.change(change.department(), update);
        departmentEvent("org_dept_modify", change);
    }

    private void departmentEvent(String eventType, CompanyChange change) {
        if (change.event()) {
            events.departments(eventType, List.of(change.department()));
        }
    }

    /** A change of the application's scope is no event. */
    private void hide(long id, boolean hidden) {
        directory.change(
                id,
                old -> new Department(
                        old.id(), old.parent(), old.name(), hidden, old.createGroup(), old.autoAddUser()));
    }
}
