package io.rollcall.roster;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The matching elements of another iterator. */
final class FilteredIterator<T> implements Iterator<T> {
    private final Iterator<T> source;
    private final Predicate<? super T> keep;
    private @Nullable T next;

    FilteredIterator(Iterator<T> source, Predicate<? super T> keep) {
        this.source = source;
        this.keep = keep;
    }

    @Override
    public boolean hasNext() {
        while (next == null && source.hasNext()) {
            T candidate = source.next();
            next = keep.test(candidate) ? candidate : null;
        }
        return next != null;
    }

    @Override
    public T next() {
        T element = hasNext() ? next : null;
        if (element == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return element;
    }
}
