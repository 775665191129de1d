package io.rollcall.sandbox.internal.company;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.company.HuaweiSettings.LookupKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The departments and people of a company: the listed ones first, then the generated ones. They change only by the methods for
 * that, which throw {@link IllegalArgumentException} for what is not possible. Thread-safe.
 */
public final class Directory {
    /** The order of a department's members (page 003). */
    public enum Order {
        CUSTOM,
        ENTRY_ASC,
        ENTRY_DESC,
        MODIFY_ASC,
        MODIFY_DESC
    }

    /**
     * One page of a department's people.
     *
     * @param people the people, in order
     * @param next the start of the next page, or -1
     */
    public record Page(List<Person> people, long next) {
        public Page {
            people = List.copyOf(people);
        }
    }

    /**
     * What a change made of a person.
     *
     * @param before null for a person who joins
     * @param after null for a person who leaves
     */
    public record Change(@Nullable Person before, @Nullable Person after) {}

    private final DepartmentTree departments;
    private final PersonSource listed;
    private final ChangingPeople listedPeople;
    private final List<ChangingPeople> people;
    private final GenerationSettings generation;
    private final HuaweiSettings huawei;
    private final Map<String, Left> left = new HashMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** A person who has left, and may come back. */
    private record Left(ChangingPeople source, int number, ListedPeople.Entry entry) {}

    Directory(
            Collection<Department> departments,
            ListedPeople listedPeople,
            GenerationSettings generation,
            HuaweiSettings huawei) {
        this(departments, (PersonSource) listedPeople, generation, huawei);
    }

    private Directory(
            Collection<Department> departments,
            PersonSource listedPeople,
            GenerationSettings generation,
            HuaweiSettings huawei) {
        GeneratedPeople generatedPeople = new GeneratedPeople(generation, huawei.key(), huawei.accountIsKey());
        this.departments = new DepartmentTree(departments, generation, generatedPeople);
        this.listed = listedPeople;
        this.listedPeople = new ChangingPeople(listedPeople);
        this.people = List.of(this.listedPeople, new ChangingPeople(generatedPeople));
        this.generation = generation;
        this.huawei = huawei;
    }

    /** The directory as it was before any change; changes of one are none of the other. */
    public Directory fresh() {
        return new Directory(departments.atStart(), listed, generation, huawei);
    }

    /** Undoes every change. */
    public void restore() {
        write(() -> {
            departments.restore();
            people.forEach(ChangingPeople::restore);
            left.clear();
            return true;
        });
    }

    /** The number of people in the company. */
    public int size() {
        return read(() -> people.stream().mapToInt(PersonSource::size).sum());
    }

    /** The number of people who never logged in. */
    public int inactive() {
        return read(() -> people.stream().mapToInt(PersonSource::inactive).sum());
    }

    /** The number of departments, including the root. */
    public int departments() {
        return read(departments::size);
    }

    /** The department with this id, or null. */
    public @Nullable Department department(long id) {
        return read(() -> departments.find(id));
    }

    /** The departments directly below a department, including hidden ones. */
    public List<Department> children(long id) {
        return read(() -> departments.children(id));
    }

    /** Whether the application may see a department: neither it nor an ancestor is hidden. */
    public boolean inScope(Department department) {
        return read(() -> departments.inScope(department));
    }

    /** Whether the application may see a person: one of the person's departments is in its scope. */
    public boolean inScope(Person person) {
        return read(() -> person.departments().stream()
                .map(departments::find)
                .anyMatch(department -> department != null && departments.inScope(department)));
    }

    /** The hidden departments. */
    public List<Department> hidden() {
        return read(departments::hidden);
    }

    /** Whether reads of a department fail. */
    public boolean isFailing(long department) {
        return read(() -> departments.isFailing(department));
    }

    /** Lets the reads of a department fail, or succeed again. */
    public void fail(long department, boolean fails) {
        write(() -> departments.fail(department, fails));
    }

    /** Adds a department. */
    public void add(Department department) {
        write(() -> departments.add(department));
    }

    /** Changes a department. */
    public void change(long department, UnaryOperator<Department> change) {
        write(() -> departments.change(department, change));
    }

    /** Removes a department without people and sub-departments. */
    public void remove(long department) {
        write(() -> {
            if (people.stream().anyMatch(source -> source.members(department, true).length > 0)) {
                throw new IllegalArgumentException("Department " + department + " has people. Move them first.");
            }
            return departments.remove(department);
        });
    }

    /**
     * Adds a person.
     *
     * @param person with the keys of a company file
     */
    public Change join(JsonNode person) {
        return write(() -> {
            ListedPeople.Entry entry = entry(person, listedPeople.end());
            requireFree(entry.person(), null);
            listedPeople.add(entry);
            return new Change(null, entry.person());
        });
    }

    /** Removes a person. */
    public Change leave(String userId) {
        return write(() -> {
            Place place = place(userId);
            left.put(userId, new Left(place.source, place.number, place.entry()));
            place.source.change(place.number, null);
            return new Change(place.entry.person(), null);
        });
    }

    /** Brings a person who has left back, unchanged. */
    public Change comeBack(String userId) {
        return write(() -> {
            Left person = left.remove(userId);
            if (person == null) {
                throw new IllegalArgumentException("No person with the userId " + userId + " has left.");
            }
            requireFree(person.entry.person(), null);
            person.source.change(person.number, person.entry);
            return new Change(null, person.entry.person());
        });
    }

    /**
     * Changes a person. The Huawei account stays as it is, but its third-party account follows the attribute that it was equal to.
     *
     * @param fields with the keys of a company file; null removes a value
     */
    public Change change(String userId, JsonNode fields) {
        return write(() -> {
            Place place = place(userId);
            Person before = place.entry.person();
            ListedPeople.Entry entry = place.entry.with(fields, this::entry, place.number, huawei.key());
            requireFree(entry.person(), before);
            place.source.change(place.number, entry);
            return new Change(before, entry.person());
        });
    }

    private ListedPeople.Entry entry(JsonNode person, int number) {
        List<String> problems = new ArrayList<>();
        ListedPeople.Entry entry = new DirectoryReader(huawei, generation)
                .person(new JsonSection(person, "person", problems), number, this);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return entry;
    }

    private void requireFree(Person person, @Nullable Person except) {
        for (LookupKey key : List.of(LookupKey.USERID, LookupKey.UNIONID)) {
            String value = String.valueOf(ListedPeople.value(person, key));
            boolean kept = except != null && value.equals(ListedPeople.value(except, key));
            if (!kept && find(source -> source.find(key, value), PersonSource::person) != null) {
                throw new IllegalArgumentException("'" + value + "' is already used by another person.");
            }
        }
    }

    private record Place(ChangingPeople source, int number, ListedPeople.Entry entry) {}

    private Place place(String userId) {
        for (ChangingPeople source : people) {
            int number = source.find(LookupKey.USERID, userId);
            if (number != PersonSource.NOT_FOUND) {
                return new Place(source, number, new ListedPeople.Entry(source.person(number), source.account(number)));
            }
        }
        throw new IllegalArgumentException("There is no person with the userId " + userId + ".");
    }

    private <T> T read(Supplier<T> reader) {
        return locked(lock.readLock(), reader);
    }

    private <T> T write(Supplier<T> writer) {
        return locked(lock.writeLock(), writer);
    }

    private static <T> T locked(Lock held, Supplier<T> action) {
        held.lock();
        try {
            return action.get();
        } finally {
            held.unlock();
        }
    }

    /** One page of a department's direct members. The same arguments always return the same page. */
    public Page page(long department, Order order, boolean withAccessLimited, long from, int size) {
        return read(() -> pageNow(department, order, withAccessLimited, from, size));
    }

    private Page pageNow(long department, Order order, boolean withAccessLimited, long from, int size) {
        PersonSource generated = people.get(1);
        int[] first = listedPeople.members(department, withAccessLimited);
        int[] second = generated.members(department, withAccessLimited);
        int total = first.length + second.length;
        long end = Math.min(from + size, total);
        List<Person> page = new ArrayList<>();
        for (long position = from; position < end; position++) {
            int index = index((int) position, total, order);
            page.add(
                    index < first.length
                            ? listedPeople.person(first[index])
                            : generated.person(second[index - first.length]));
        }
        return new Page(page, end < total ? end : -1);
    }

    private static int index(int position, int total, Order order) {
        return switch (order) {
            case CUSTOM, ENTRY_ASC -> position;
            case ENTRY_DESC -> total - 1 - position;
            // the order of changes starts in the middle: it differs from the order of entry and is always the same
            case MODIFY_ASC -> (position + total / 2) % total;
            case MODIFY_DESC -> (total - 1 - position + total / 2) % total;
        };
    }

    /** The userIds of a department's direct members. */
    public List<String> members(long department) {
        return read(() -> people.stream()
                .flatMap(source -> Arrays.stream(source.members(department, true))
                        .mapToObj(number -> source.person(number).userId()))
                .toList());
    }

    /** The person with this userId, or null. */
    public @Nullable Person byUserId(String userId) {
        return readOrNull(source -> source.find(LookupKey.USERID, userId), PersonSource::person);
    }

    /** The people with this mobile number. */
    public List<Person> byMobile(String mobile) {
        return read(() -> people.stream()
                .flatMap(source -> Arrays.stream(source.withMobile(mobile)).mapToObj(source::person))
                .toList());
    }

    /** The person with this unionId, or null. */
    public @Nullable Person byUnionId(String unionId) {
        return readOrNull(source -> source.find(LookupKey.UNIONID, unionId), PersonSource::person);
    }

    /** The Huawei user with this third-party account, or null. */
    public @Nullable HuaweiUser byThirdAccount(String thirdAccount) {
        return readOrNull(source -> source.findThirdAccount(thirdAccount), PersonSource::account);
    }

    /** The Huawei user with this Huawei UUID, or null. */
    public @Nullable HuaweiUser byUuid(String uuid) {
        return readOrNull(source -> source.findUuid(uuid), PersonSource::account);
    }

    private <T> @Nullable T readOrNull(
            ToIntFunction<PersonSource> search, BiFunction<PersonSource, Integer, @Nullable T> read) {
        lock.readLock().lock();
        try {
            return find(search, read);
        } finally {
            lock.readLock().unlock();
        }
    }

    private <T> @Nullable T find(
            ToIntFunction<PersonSource> search, BiFunction<PersonSource, Integer, @Nullable T> read) {
        for (PersonSource source : people) {
            int number = search.applyAsInt(source);
            if (number != PersonSource.NOT_FOUND) {
                return read.apply(source, number);
            }
        }
        return null;
    }
}
