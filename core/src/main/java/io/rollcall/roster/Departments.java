package io.rollcall.roster;

import io.rollcall.model.Department;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Predicate;

/**
 * The departments of a roster run: the body that the step {@code departments} makes and the step {@code department-pages}
 * takes. They come in the order of the walk (by level, then by id), each once; of a department that the flow names, and of
 * one that only the list of ids names, nothing but the id is known.
 *
 * <p>Reading the next department may wait for the vendor. A step of a host may drop departments before their people are
 * read: with {@link #filter}, or by handing on an {@link Iterator} or {@link Iterable} of its own. Departments that it reads
 * and does not hand on are dropped on purpose; the departments below them are not. Departments that it does not read make the
 * roster incomplete. One pass; used by one thread at a time.
 */
public final class Departments implements Iterator<Department> {
    private final Iterator<Department> source;

    Departments(Iterator<Department> source) {
        this.source = source;
    }

    /** No departments: the body after a step that could not do its work; the report says why. */
    public static Departments none() {
        return new Departments(Collections.emptyIterator());
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public Department next() {
        return source.next();
    }

    /** These departments without those that do not match. */
    public Departments filter(Predicate<? super Department> keep) {
        return new Departments(new FilteredIterator<>(this, keep));
    }
}
