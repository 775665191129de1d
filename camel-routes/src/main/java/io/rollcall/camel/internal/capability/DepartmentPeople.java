package io.rollcall.camel.internal.capability;

import io.rollcall.camel.RollcallFaultException;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.People;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.OperationName;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The people of a department, read page after page as they are consumed: one page is in memory at a time. What goes wrong
 * on the way is thrown, and thrown again whenever somebody asks on: it is never mistaken for the department's end. Used
 * by one thread at a time.
 */
final class DepartmentPeople implements Iterator<Person> {
    private final CapabilityService desk;
    private final DepartmentDirectory directory;
    private final Caller caller;
    private final Set<PersonId> seen = new HashSet<>();
    private PeoplePage question;
    private Iterator<Person> page;
    private @Nullable PeoplePage following;
    private @Nullable RuntimeException broken;

    private DepartmentPeople(
            CapabilityService desk, DepartmentDirectory directory, PeoplePage question, People first, Caller caller) {
        this.caller = caller;
        this.desk = desk;
        this.directory = directory;
        this.question = question;
        this.page = first.people().iterator();
        turn(first);
    }

    /** The department's people, once the first page is there: what keeps that from being read is the answer's own fault. */
    static CompletableFuture<Iterator<Person>> of(
            CapabilityService desk, DepartmentDirectory directory, PeoplePage question, Caller caller) {
        return desk.call(directory.people(), question, caller)
                .thenApply(first -> new DepartmentPeople(desk, directory, question, first, caller));
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext()) {
            if (broken != null) {
                throw broken;
            } else if (following == null) {
                return false;
            }
            read(following);
        }
        return true;
    }

    @Override
    public Person next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the department has no more people");
        }
        return page.next();
    }

    private void read(PeoplePage next) {
        try {
            People people = desk.call(directory.people(), next, caller).get();
            question = next;
            page = people.people().iterator();
            turn(people);
        } catch (ExecutionException failed) {
            broken = failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("a page could not be read", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            broken = new IllegalStateException("reading a department was broken off", stopped);
        }
    }

    private void turn(People people) {
        Long next = people.next();
        following = next == null ? null : question.at(next);
        if (next != null) {
            boolean anyNew = false;
            for (Person person : people.people()) {
                anyNew |= seen.add(person.id());
            }
            boolean brought = anyNew;
            OperationName operation = directory.people().name();
            question.stuckAt(next, operation)
                    .or(() -> people.goesOn(brought, seen.size(), operation))
                    .ifPresent(stuck -> broken = new RollcallFaultException(stuck));
        }
    }
}
