package io.rollcall.camel.internal.capability;

import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.People;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ListLimits;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The people of a department, and of the departments below it if wanted, each person once. A page is read when someone on it
 * is asked for: one page is in memory at a time, none is read ahead, and no further one is read after {@link #close} or after
 * the caller's message has failed.
 *
 * <p>Departments come level by level, ids ascending in a level. A fault is thrown, also each time that someone continues
 * after it; it never looks like the end. Used by one thread at a time; {@link #close} may be called by any.
 */
final class DepartmentUsers implements Iterator<Person>, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(DepartmentUsers.class);

    private final CapabilityService service;
    private final DepartmentDirectory directory;
    private final boolean recursive;
    private final Caller caller;

    /** The people of this department, or of all departments if they are read too. */
    private final Set<PersonId> seen = new HashSet<>();
    /** The people of the current department on pages that promise more. */
    private final Set<PersonId> seenHere = new HashSet<>();

    private PeoplePage request;
    private Iterator<Person> page = Collections.emptyIterator();
    private @Nullable PeoplePage following;
    private @Nullable Person next;

    private final Set<DepartmentId> known = new HashSet<>();
    private final Deque<DepartmentId> level = new ArrayDeque<>();
    private final List<DepartmentId> below = new ArrayList<>();
    private int depth = 1;
    private boolean childrenRead;

    private @Nullable RuntimeException broken;
    private volatile boolean closed;

    private DepartmentUsers(
            CapabilityService service,
            DepartmentDirectory directory,
            PeoplePage request,
            boolean recursive,
            Caller caller) {
        this.service = service;
        this.directory = directory;
        this.request = request;
        this.recursive = recursive;
        this.caller = caller;
        known.add(request.department());
    }

    /** Reads the first page; a fault of it is the result's own. */
    static CompletableFuture<Iterator<Person>> of(
            CapabilityService service,
            DepartmentDirectory directory,
            PeoplePage request,
            boolean recursive,
            Caller caller) {
        return service.call(directory.people(), request, caller).thenApply(first -> {
            DepartmentUsers users = new DepartmentUsers(service, directory, request, recursive, caller);
            users.turnTo(first);
            return users;
        });
    }

    @Override
    public boolean hasNext() {
        // Camel's splitter reads an iterator to its end even after it has stopped because of an exception
        while (next == null && !closed && caller.isWaiting()) {
            if (page.hasNext()) {
                Person candidate = page.next();
                next = seen.add(candidate.id()) ? candidate : null;
            } else if (broken != null) {
                throw broken;
            } else if (following != null) {
                read(following);
            } else if (!readNextDepartment()) {
                return false;
            }
        }
        return next != null && !closed;
    }

    @Override
    public Person next() {
        Person person = hasNext() ? next : null;
        if (person == null) {
            throw new NoSuchElementException("The department has no more people.");
        }
        next = null;
        return person;
    }

    /** Reads no further page. */
    @Override
    public void close() {
        closed = true;
    }

    private void read(PeoplePage wanted) {
        request = wanted;
        People people = call(directory.people(), wanted);
        if (people != null) {
            turnTo(people);
        }
    }

    private void turnTo(People people) {
        page = people.people().iterator();
        Long start = people.next();
        following = start == null ? null : request.at(start);
        if (start != null) {
            boolean anyNew = false;
            for (Person person : people.people()) {
                anyNew |= seenHere.add(person.id());
            }
            boolean brought = anyNew;
            OperationName operation = directory.people().name();
            request.stuckAt(start, operation)
                    .or(() -> people.goesOn(brought, seenHere.size(), operation))
                    .ifPresent(stuck -> broken = new RollcallFaultException(stuck));
        }
    }

    /** Reads which departments are below the current one, or else the first page of the next; false at the end. */
    private boolean readNextDepartment() {
        if (!recursive) {
            return false;
        }
        if (!childrenRead) {
            readChildren(request.department());
            return true;
        }
        if (level.isEmpty()) {
            Collections.sort(below);
            level.addAll(below);
            below.clear();
            depth++;
        }
        DepartmentId department = level.poll();
        if (department == null) {
            return false;
        }
        seenHere.clear();
        childrenRead = false;
        read(request.forDepartment(department));
        return true;
    }

    private void readChildren(DepartmentId department) {
        List<Department> children =
                call(directory.subDepartments(), new SubDepartments(department, request.language()));
        List<DepartmentId> ids = children == null ? null : call(directory.subDepartmentIds(), department);
        if (children == null || ids == null) {
            return;
        }
        childrenRead = true;
        Set<DepartmentId> hidden = new HashSet<>(ids);
        for (Department child : children) {
            hidden.remove(child.id());
            if (known.add(child.id())) {
                below.add(child.id());
            }
        }
        if (known.size() > ListLimits.MOST_DEPARTMENTS || !below.isEmpty() && depth >= ListLimits.DEEPEST_DEPARTMENT) {
            broken = new RollcallFaultException(new Fault.Unreadable(
                    Fault.Origin.of(directory.subDepartments().name()),
                    "Rollcall reads at most " + ListLimits.MOST_DEPARTMENTS + " departments in "
                            + ListLimits.DEEPEST_DEPARTMENT + " levels. Start at a department further down."));
        }
        if (!hidden.isEmpty()) {
            LOG.warn(
                    "The application may not see {} of the departments below department {}, so their people are missing."
                            + " Widen the application's contact scope to include them.",
                    hidden.size(),
                    department);
        }
    }

    private <I, O> @Nullable O call(Operation<I, O> operation, I input) {
        try {
            return service.call(operation, input, caller).get();
        } catch (ExecutionException failed) {
            broken = failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("A page could not be read.", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            broken = new IllegalStateException("The thread was interrupted while it waited for a page.", stopped);
        }
        return null;
    }
}
