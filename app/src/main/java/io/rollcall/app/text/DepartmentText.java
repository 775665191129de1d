package io.rollcall.app.text;

import io.rollcall.model.DepartmentId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes departments for people. Stateless and thread-safe. */
final class DepartmentText {
    private DepartmentText() {}

    /** A department, for example {@code Sales (2)}; its id where the name is null. */
    static String of(DepartmentId id, @Nullable String name) {
        return name == null ? id.toString() : name + " (" + id + ")";
    }

    /** Departments in their order, separated by commas. */
    static String list(List<DepartmentId> ids, Map<DepartmentId, String> names) {
        return ids.stream().map(id -> of(id, names.get(id))).collect(Collectors.joining(", "));
    }
}
