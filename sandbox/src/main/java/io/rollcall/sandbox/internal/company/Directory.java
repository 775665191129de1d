package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.HuaweiSettings.LookupKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The departments and people of a company: the listed ones first, then the generated ones. Immutable and thread-safe. */
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

    private final Map<Long, Department> listed = new HashMap<>();
    private final Map<Long, List<Department>> listedChildren = new HashMap<>();
    private final GenerationSettings generation;
    private final GeneratedPeople generatedPeople;
    private final List<PersonSource> people;

    Directory(
            Collection<Department> departments,
            ListedPeople listedPeople,
            GenerationSettings generation,
            HuaweiSettings huawei) {
        for (Department department : departments) {
            listed.put(department.id(), department);
            listedChildren
                    .computeIfAbsent(department.parent(), id -> new ArrayList<>())
                    .add(department);
        }
        listed.putIfAbsent(Department.ROOT, new Department(Department.ROOT, 0, "Company", false, true, true));
        this.generation = generation;
        this.generatedPeople = new GeneratedPeople(generation, huawei.key(), huawei.accountIsKey());
        this.people = List.of(listedPeople, generatedPeople);
    }

    /** The number of people in the company. */
    public int size() {
        return people.stream().mapToInt(PersonSource::size).sum();
    }

    /** The number of departments, including the root. */
    public int departments() {
        return listed.size() + generation.departments() - 1;
    }

    /** The department with this id, or null. */
    public @Nullable Department department(long id) {
        int index = generatedPeople.index(id);
        if (listed.containsKey(id) || index < 1) {
            return listed.get(id);
        }
        long parent = GeneratedPeople.departmentId((index - 1) / generation.fanOut());
        return new Department(id, parent, "Department " + id, false, false, false);
    }

    /** The departments directly below a department, including hidden ones. */
    public List<Department> children(long id) {
        List<Department> children = new ArrayList<>(listedChildren.getOrDefault(id, List.of()));
        int index = generatedPeople.index(id);
        if (index >= 0) {
            long first = (long) index * generation.fanOut() + 1;
            LongStream.range(first, Math.min(first + generation.fanOut(), generation.departments()))
                    .mapToObj(child -> department(GeneratedPeople.departmentId((int) child)))
                    .filter(Objects::nonNull)
                    .forEach(children::add);
        }
        return children;
    }

    /** Whether the application may see a department: neither it nor an ancestor is hidden. */
    public boolean inScope(Department department) {
        Department ancestor = department;
        while (ancestor != null) {
            if (ancestor.hidden()) {
                return false;
            }
            ancestor = ancestor.parent() == 0 ? null : department(ancestor.parent());
        }
        return true;
    }

    /** One page of a department's direct members. The same arguments always return the same page. */
    public Page page(long department, Order order, boolean withAccessLimited, long from, int size) {
        PersonSource listedPeople = people.get(0);
        int[] first = listedPeople.members(department, withAccessLimited);
        int[] second = generatedPeople.members(department, withAccessLimited);
        int total = first.length + second.length;
        long end = Math.min(from + size, total);
        List<Person> page = new ArrayList<>();
        for (long position = from; position < end; position++) {
            int index = index((int) position, total, order);
            page.add(
                    index < first.length
                            ? listedPeople.person(first[index])
                            : generatedPeople.person(second[index - first.length]));
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

    /** The person with this unionId, or null. */
    public @Nullable Person byUnionId(String unionId) {
        return find(source -> source.find(LookupKey.UNIONID, unionId), PersonSource::person);
    }

    /** The Huawei user with this third-party account, or null. */
    public @Nullable HuaweiUser byThirdAccount(String thirdAccount) {
        return find(source -> source.findThirdAccount(thirdAccount), PersonSource::account);
    }

    /** The Huawei user with this Huawei UUID, or null. */
    public @Nullable HuaweiUser byUuid(String uuid) {
        return find(source -> source.findUuid(uuid), PersonSource::account);
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
