package io.rollcall.store;

import io.rollcall.json.JsonTexts;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes and reads the lists in columns of rosters, which are JSON arrays. Stateless and thread-safe. */
final class RosterLists {
    private static final Map<String, RosterChange.Kind> KINDS =
            Arrays.stream(RosterChange.Kind.values()).collect(Collectors.toMap(RosterChange.Kind::word, kind -> kind));

    private RosterLists() {}

    static String ofDepartments(List<DepartmentId> departments) {
        return departments.stream().map(DepartmentId::toString).collect(Collectors.joining(",", "[", "]"));
    }

    static List<DepartmentId> departments(String column) {
        List<DepartmentId> departments = new ArrayList<>();
        // read for each person of each run, so not as JSON
        int from = 1;
        while (from < column.length() - 1) {
            int comma = column.indexOf(',', from);
            int to = comma < 0 ? column.length() - 1 : comma;
            departments.add(new DepartmentId(Long.parseLong(column, from, to, 10)));
            from = to + 1;
        }
        return departments;
    }

    static String ofWords(List<String> words) {
        return JsonTexts.write(words.stream().map(StorableText::shown).toList());
    }

    static List<String> words(String column) {
        return JsonTexts.read(column).stream().map(Objects::requireNonNull).toList();
    }

    static RosterChange.Kind kind(String word) {
        RosterChange.Kind kind = KINDS.get(word);
        if (kind == null) {
            throw new IllegalStateException("the store has a change of an unknown kind");
        }
        return kind;
    }

    /** The changes of one staged person, each as an array in an array; null for none. */
    static @Nullable String ofChanges(List<RosterChange> changes) {
        return changes.isEmpty()
                ? null
                : JsonTexts.write(changes.stream().map(RosterLists::ofChange).toList());
    }

    private static String ofChange(RosterChange change) {
        UserId unionId = change.unionId();
        return JsonTexts.write(Arrays.asList(
                change.id(),
                String.valueOf(change.at().toEpochMilli()),
                change.kind().word(),
                StorableText.shown(change.userId().value()),
                unionId == null ? null : StorableText.shown(unionId.value()),
                ofDepartments(change.from()),
                ofDepartments(change.to()),
                ofWords(change.fields())));
    }

    /** The rows of {@code rollcall_roster_change} of one staged person. */
    static List<@Nullable Object[]> changeRows(@Nullable String column, String flow, long person) {
        return column == null
                ? List.of()
                : words(column).stream()
                        .map(change -> changeRow(JsonTexts.read(change), flow, person))
                        .toList();
    }

    private static @Nullable Object[] changeRow(List<@Nullable String> change, String flow, long person) {
        return Sql.row(
                change.get(0),
                flow,
                Long.valueOf(Objects.requireNonNull(change.get(1))),
                change.get(2),
                person,
                change.get(3),
                change.get(4),
                change.get(5),
                change.get(6),
                change.get(7));
    }
}
