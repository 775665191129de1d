package io.rollcall.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People of a directory, of whom a test says only what matters to it. */
public final class DirectoryPeople {
    private DirectoryPeople() {}

    /** A person of whom the rest is unknown. */
    public static Person person(
            String id, @Nullable String unionId, String name, List<DepartmentId> departments, @Nullable String mobile) {
        return person(id, unionId, name, departments, null, mobile, null, null);
    }

    /** A person in one department's list. */
    public static Person person(
            String id,
            @Nullable String unionId,
            String name,
            List<DepartmentId> departments,
            @Nullable String jobNumber,
            @Nullable String mobile,
            @Nullable Long departmentOrder,
            @Nullable Boolean active) {
        return new Person(
                new PersonId(id),
                unionId == null ? null : new UserId(unionId),
                name,
                departments,
                null,
                jobNumber,
                null,
                null,
                null,
                mobile,
                null,
                null,
                null,
                null,
                null,
                departmentOrder,
                Map.of(),
                null,
                active,
                null,
                null,
                null,
                null,
                null);
    }
}
