package io.rollcall.flow;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which directory a flow reads, and where it looks its people up. Immutable.
 *
 * @param account whose directory it is
 * @param departments where it begins, as far as they are named by their ids
 * @param lookupAccount the account in which its people are looked up; null if they are not
 * @param idType the type of the ids by which they are looked up
 * @param key the id of a person; empty for a person without it
 */
public record DirectoryUse(
        String account,
        List<DepartmentId> departments,
        @Nullable String lookupAccount,
        String idType,
        Function<Person, Optional<String>> key) {
    public DirectoryUse {
        departments = List.copyOf(departments);
    }
}
