package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.HuaweiSettings.LookupKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The company's departments and people: those written down first, then those generated. Immutable and thread-safe. */
public final class Directory {
    /** In which order a department's people come (page 003). */
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
     * @param next where the next page begins, or -1
     */
    public record Page(List<Person> people, long next) {
        public Page {
            people = List.copyOf(people);
        }
    }

    private final Map<Long, Department> written = new HashMap<>();
    private final Map<Long, List<Department>> writtenChildren = new HashMap<>();
    private final ListedPeople writtenPeople;
    private final @Nullable GenerationSettings generation;
    private final @Nullable GeneratedPeople generatedPeople;

    Directory(
            Collection<Department> departments,
            ListedPeople people,
            @Nullable GenerationSettings generation,
            HuaweiSettings huawei) {
        for (Department department : departments) {
            written.put(department.id(), department);
            writtenChildren
                    .computeIfAbsent(department.parent(), id -> new ArrayList<>())
                    .add(department);
        }
        written.putIfAbsent(Department.ROOT, new Department(Department.ROOT, 0, "Company", false, true, true));
        this.writtenPeople = people;
        this.generation = generation;
        this.generatedPeople =
                generation == null ? null : new GeneratedPeople(generation, huawei.key(), huawei.accountIsKey());
    }

    /** How many people there are in the whole company. */
    public int size() {
        return writtenPeople.size() + (generatedPeople == null ? 0 : generatedPeople.size());
    }

    /** How many departments there are, the root included. */
    public int departments() {
        return written.size() + (generation == null ? 0 : generation.departments() - 1);
    }

    /** The department of that id, or null. */
    public @Nullable Department department(long id) {
        Department department = written.get(id);
        if (department != null || generatedPeople == null || generation == null) {
            return department;
        }
        int place = generatedPeople.place(id);
        if (place < 1) {
            return null;
        }
        long parent = GeneratedPeople.departmentId((place - 1) / generation.fanOut());
        return new Department(id, parent, "Department " + id, false, false, false);
    }

    /** The departments right below one, the hidden ones included. */
    public List<Department> children(long id) {
        List<Department> children = new ArrayList<>(writtenChildren.getOrDefault(id, List.of()));
        int place = generatedPeople == null ? -1 : generatedPeople.place(id);
        if (place >= 0 && generation != null) {
            long first = (long) place * generation.fanOut() + 1;
            long last = Math.min(first + generation.fanOut(), generation.departments());
            for (long child = first; child < last; child++) {
                Department department = department(GeneratedPeople.departmentId((int) child));
                if (department != null) {
                    children.add(department);
                }
            }
        }
        return children;
    }

    /** Whether the application may see a department: neither it nor any above it is hidden. */
    public boolean inScope(Department department) {
        Department at = department;
        while (at != null) {
            if (at.hidden()) {
                return false;
            }
            at = at.parent() == 0 ? null : department(at.parent());
        }
        return true;
    }

    /** One page of a department's direct members; the same question always has the same answer. */
    public Page page(long department, Order order, boolean withAccessLimited, long from, int size) {
        int[] first = writtenPeople.members(department, withAccessLimited);
        int[] second = generatedPeople == null ? new int[0] : generatedPeople.members(department, withAccessLimited);
        int total = first.length + second.length;
        long end = Math.min(from + size, total);
        List<Person> people = new ArrayList<>(Math.max(0, (int) (end - from)));
        for (long at = from; at < end; at++) {
            int place = place((int) at, total, order);
            if (place < first.length) {
                people.add(writtenPeople.person(first[place]));
            } else if (generatedPeople != null) {
                people.add(generatedPeople.person(second[place - first.length]));
            }
        }
        return new Page(people, end < total ? end : -1);
    }

    private static int place(int at, int total, Order order) {
        return switch (order) {
            case CUSTOM, ENTRY_ASC -> at;
            case ENTRY_DESC -> total - 1 - at;
            // the one in the middle was changed first: another order than that of entry, and always the same
            case MODIFY_ASC -> (at + total / 2) % total;
            case MODIFY_DESC -> (total - 1 - at + total / 2) % total;
        };
    }

    /** The person of that unionId, or null. */
    public @Nullable Person byUnionId(String unionId) {
        int number = writtenPeople.find(LookupKey.UNIONID, unionId);
        if (number != PersonSource.NOBODY) {
            return writtenPeople.person(number);
        }
        if (generatedPeople == null) {
            return null;
        }
        number = generatedPeople.find(LookupKey.UNIONID, unionId);
        return number == PersonSource.NOBODY ? null : generatedPeople.person(number);
    }

    /** The Huawei account of that third-party account, or null. */
    public @Nullable HuaweiUser byThirdAccount(String thirdAccount) {
        return account(
                writtenPeople.findThirdAccount(thirdAccount),
                generatedPeople == null ? PersonSource.NOBODY : generatedPeople.findThirdAccount(thirdAccount));
    }

    /** The Huawei account of that Huawei UUID, or null. */
    public @Nullable HuaweiUser byUuid(String uuid) {
        return account(
                writtenPeople.findUuid(uuid),
                generatedPeople == null ? PersonSource.NOBODY : generatedPeople.findUuid(uuid));
    }

    private @Nullable HuaweiUser account(int writtenNumber, int generatedNumber) {
        if (writtenNumber != PersonSource.NOBODY) {
            return writtenPeople.account(writtenNumber);
        }
        return generatedNumber == PersonSource.NOBODY || generatedPeople == null
                ? null
                : generatedPeople.account(generatedNumber);
    }
}
