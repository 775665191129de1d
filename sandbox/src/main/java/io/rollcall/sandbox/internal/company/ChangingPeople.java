package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.HuaweiSettings.LookupKey;
import io.rollcall.sandbox.internal.company.ListedPeople.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The people of a source, some of whom have changed, left or joined since. A person who changes keeps the place in the lists of their
 * departments. Reads are thread-safe; {@link Directory} has the lock for changes.
 */
final class ChangingPeople implements PersonSource {
    private final PersonSource base;
    /** By number; empty for people who have left. */
    private final SortedMap<Integer, Optional<Entry>> changed = new TreeMap<>();

    private int joined;
    private volatile @Nullable Index index;

    /** The changed people who are there now, and their numbers. */
    private record Index(ListedPeople people, int[] numbers) {
        int[] numbers(int[] places) {
            return Arrays.stream(places).map(place -> numbers[place]).toArray();
        }

        int number(int place) {
            return place == NOT_FOUND ? NOT_FOUND : numbers[place];
        }
    }

    ChangingPeople(PersonSource base) {
        this.base = base;
    }

    /** Undoes every change. */
    void restore() {
        changed.clear();
        joined = 0;
        index = null;
    }

    /** Adds a person under the number {@link #end}. */
    void add(Entry entry) {
        change(end(), entry);
        joined++;
    }

    /** @param entry null for a person who leaves */
    void change(int number, @Nullable Entry entry) {
        changed.put(number, Optional.ofNullable(entry));
        index = null;
    }

    private Index index() {
        Index built = index;
        if (built == null) {
            List<Entry> entries = new ArrayList<>();
            IntStream.Builder numbers = IntStream.builder();
            changed.forEach((number, entry) -> entry.ifPresent(present -> {
                entries.add(present);
                numbers.add(number);
            }));
            built = new Index(new ListedPeople(entries), numbers.build().toArray());
            index = built;
        }
        return built;
    }

    @Override
    public int size() {
        return base.size()
                + joined
                - (int) changed.values().stream().filter(Optional::isEmpty).count();
    }

    @Override
    public int inactive() {
        int before = (int) changed.keySet().stream()
                .filter(number -> number < base.end())
                .filter(number -> !base.person(number).standing().active())
                .count();
        return base.inactive() - before + index().people().inactive();
    }

    @Override
    public int end() {
        return base.end() + joined;
    }

    @Override
    public int[] members(long department, boolean withAccessLimited) {
        int[] before = base.members(department, withAccessLimited);
        if (changed.isEmpty()) {
            return before;
        }
        int[] now = index().numbers(index().people().members(department, withAccessLimited));
        int[] stayed = Arrays.stream(before)
                .filter(number -> !changed.containsKey(number) || Arrays.binarySearch(now, number) >= 0)
                .toArray();
        int[] known = Arrays.stream(before).sorted().toArray();
        int[] came = Arrays.stream(now)
                .filter(number -> Arrays.binarySearch(known, number) < 0)
                .toArray();
        return IntStream.concat(Arrays.stream(stayed), Arrays.stream(came)).toArray();
    }

    @Override
    public Person person(int number) {
        Optional<Entry> entry = changed.get(number);
        return entry == null ? base.person(number) : entry.orElseThrow().person();
    }

    @Override
    public @Nullable HuaweiUser account(int number) {
        Optional<Entry> entry = changed.get(number);
        return entry == null ? base.account(number) : entry.orElseThrow().account();
    }

    @Override
    public int find(LookupKey key, String value) {
        return changed.isEmpty()
                ? base.find(key, value)
                : found(index().people().find(key, value), base.find(key, value));
    }

    @Override
    public int[] withMobile(String mobile) {
        IntStream before = Arrays.stream(base.withMobile(mobile)).filter(number -> !changed.containsKey(number));
        return IntStream.concat(
                        before, Arrays.stream(index().numbers(index().people().withMobile(mobile))))
                .toArray();
    }

    @Override
    public int findThirdAccount(String thirdAccount) {
        return changed.isEmpty()
                ? base.findThirdAccount(thirdAccount)
                : found(index().people().findThirdAccount(thirdAccount), base.findThirdAccount(thirdAccount));
    }

    @Override
    public int findUuid(String uuid) {
        return changed.isEmpty() ? base.findUuid(uuid) : found(index().people().findUuid(uuid), base.findUuid(uuid));
    }

    private int found(int place, int before) {
        int now = index().number(place);
        return now != NOT_FOUND || changed.containsKey(before) ? now : before;
    }
}
