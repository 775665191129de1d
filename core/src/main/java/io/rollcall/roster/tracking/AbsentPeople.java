package io.rollcall.roster.tracking;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The people of the last roster who were not seen in this run. Keeps a limited number of them; further ones are read again when
 * they are needed. Not thread-safe.
 */
final class AbsentPeople {
    private static final int PAGE = 1_000;
    private static final int MOST_KEPT = 10_000;

    private final String flow;
    private final SnapshotComparison comparison;
    private final Predicate<KnownPerson> frozen;
    private final RunEffects effects;
    private final Map<DepartmentId, Long> byDepartment = new HashMap<>();
    private final List<KnownPerson> kept = new ArrayList<>();
    private long before;
    private long lost;
    private long frozenCount;
    private long newlyFrozen;

    /** @param frozen whether a person who was not seen counts as seen, because it is unknown */
    AbsentPeople(String flow, SnapshotComparison comparison, Predicate<KnownPerson> frozen, RunEffects effects) {
        this.flow = flow;
        this.comparison = comparison;
        this.frozen = frozen;
        this.effects = effects;
    }

    /** No one is absent: everyone of the last roster was seen. */
    void none(long people) {
        before = people;
    }

    /** Finds them. */
    void find(Runnable then) {
        find(0, then);
    }

    private void find(long after, Runnable then) {
        effects.query(store -> store.rosters().inState(flow, State.PRESENT, after, PAGE), page -> {
            if (page.isEmpty()) {
                then.run();
                return;
            }
            page.forEach(this::count);
            find(page.get(page.size() - 1).number(), then);
        });
    }

    private void count(KnownPerson person) {
        before++;
        if (comparison.isSeen(person)) {
            return;
        }
        if (frozen.test(person)) {
            frozenCount++;
            newlyFrozen += person.frozen() ? 0 : 1;
            return;
        }
        lost++;
        person.departments().forEach(department -> byDepartment.merge(department, 1L, Long::sum));
        if (kept.size() < MOST_KEPT) {
            kept.add(person);
        }
    }

    /** How many people the last roster has. */
    long before() {
        return before;
    }

    /** How many of them are absent. */
    long lost() {
        return lost;
    }

    /** How many were not seen and count as seen. */
    long frozen() {
        return frozenCount;
    }

    /**
     * Hands on the people who were not seen and count as seen, in pages, except those of whom the store knows it.
     *
     * @param all whether everyone who is absent counts as seen
     * @param take receives a page and what continues after it
     */
    void forEachNewlyFrozen(boolean all, BiConsumer<List<KnownPerson>, Runnable> take, Runnable then) {
        if (newlyFrozen == 0 && !(all && lost > 0)) {
            then.run();
            return;
        }
        again(0, person -> !person.frozen() && (all || frozen.test(person)), take, then);
    }

    /** The first absent people, a limited number. */
    List<KnownPerson> first() {
        return kept;
    }

    /** The departments that lose most, the largest loss first. */
    List<Map.Entry<DepartmentId, Long>> largestLosses(int most) {
        return byDepartment.entrySet().stream()
                .sorted(Map.Entry.<DepartmentId, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .toList();
    }

    /** The userIds of all absent people. */
    void ids(Consumer<List<PersonId>> then) {
        List<PersonId> ids = new ArrayList<>();
        forEach(
                (page, next) -> {
                    page.forEach(person -> ids.add(person.id()));
                    next.run();
                },
                () -> then.accept(ids));
    }

    /** Hands on all absent people in pages, one after the other. @param take receives a page and what continues after it */
    void forEach(BiConsumer<List<KnownPerson>, Runnable> take, Runnable then) {
        if (lost > kept.size()) {
            again(0, frozen.negate(), take, then);
        } else {
            chunk(0, take, then);
        }
    }

    private void chunk(int from, BiConsumer<List<KnownPerson>, Runnable> take, Runnable then) {
        if (from >= kept.size()) {
            then.run();
            return;
        }
        int to = Math.min(kept.size(), from + PAGE);
        take.accept(kept.subList(from, to), () -> chunk(to, take, then));
    }

    private void again(
            long after, Predicate<KnownPerson> wanted, BiConsumer<List<KnownPerson>, Runnable> take, Runnable then) {
        effects.query(store -> store.rosters().inState(flow, State.PRESENT, after, PAGE), page -> {
            if (page.isEmpty()) {
                then.run();
                return;
            }
            List<KnownPerson> absent = page.stream()
                    .filter(person -> !comparison.isSeen(person) && wanted.test(person))
                    .toList();
            take.accept(absent, () -> again(page.get(page.size() - 1).number(), wanted, take, then));
        });
    }
}
