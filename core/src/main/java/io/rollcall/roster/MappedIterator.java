package io.rollcall.roster;

import java.util.Iterator;
import java.util.function.UnaryOperator;

/** The elements of another iterator, each changed. */
final class MappedIterator<T> implements Iterator<T> {
    private final Iterator<T> source;
    private final UnaryOperator<T> change;

    MappedIterator(Iterator<T> source, UnaryOperator<T> change) {
        this.source = source;
        this.change = change;
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public T next() {
        return change.apply(source.next());
    }
}
