package io.rollcall.roster;

import io.rollcall.model.Person;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The people of a roster run, page by page: the body that the step {@code department-pages} makes and the step {@code
 * enrich} takes. Departments come in the walk's order, and their pages in the vendor's; further pages are read ahead, also of
 * other departments, as far as {@link ReadAhead} allows. A person who is in several departments is on a page of each.
 *
 * <p>Reading the next page may wait for the vendor; look-ups continue meanwhile. A step of a host may drop or change people:
 * with {@link #filter} and {@link #map}, or by handing on an {@link Iterator} or {@link Iterable} of its own. People that it
 * reads and does not hand on are dropped on purpose and are not in the roster; {@code max-shrink} counts them as lost if
 * the last roster had them. Pages that it does not read make the roster incomplete. One pass; used by one thread at a
 * time.
 */
public final class PersonPages implements Iterator<PersonPage> {
    private final Iterator<PersonPage> source;

    PersonPages(Iterator<PersonPage> source) {
        this.source = source;
    }

    /** No pages: the body after a step that could not do its work; the report says why. */
    public static PersonPages none() {
        return new PersonPages(Collections.emptyIterator());
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public PersonPage next() {
        return source.next();
    }

    /** These pages without the people that do not match. */
    public PersonPages filter(Predicate<? super Person> keep) {
        return new PersonPages(new MappedIterator<>(
                this,
                page -> new PersonPage(
                        page.department(), page.people().stream().filter(keep).toList())));
    }

    /** These pages with changed people, each with the id that the person had. */
    public PersonPages map(UnaryOperator<Person> change) {
        return new PersonPages(new MappedIterator<>(
                this,
                page -> new PersonPage(
                        page.department(), page.people().stream().map(change).toList())));
    }
}
