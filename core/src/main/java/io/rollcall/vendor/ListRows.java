package io.rollcall.vendor;

import io.rollcall.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a vendor's list: those that could be read, and what is known of the others. The one rule for all lists that
 * are read from vendors.
 */
public record ListRows<T>(List<T> items, SkippedRows skipped) {
    public ListRows {
        items = List.copyOf(items);
    }

    /**
     * One row as it was read.
     *
     * @param value null where it could not be read
     * @param wrong what is wrong with it, without anybody's data but an id; null where it could be read
     */
    public record Row<T>(@Nullable T value, @Nullable String wrong) {
        public static <T> Row<T> of(T value) {
            return new Row<>(value, null);
        }

        /** @param wrong for example {@code has no userid} */
        public static <T> Row<T> unreadable(String wrong) {
            return new Row<>(null, wrong);
        }
    }

    /** Reads a list of objects; null where it is no list. */
    public static <T> @Nullable ListRows<T> ofObjects(Json list, Function<Json, Row<T>> reader) {
        return of(list, row -> row.isObject() ? reader.apply(row) : Row.unreadable("is no object"));
    }

    /** Reads a list of whatever the reader takes; null where it is no list. */
    public static <T> @Nullable ListRows<T> of(Json list, Function<Json, Row<T>> reader) {
        List<Json> rows = list.rows();
        return rows == null ? null : of(rows, reader);
    }

    /** Reads rows. */
    public static <T> ListRows<T> of(List<Json> rows, Function<Json, Row<T>> reader) {
        List<T> items = new ArrayList<>(rows.size());
        SkippedRows skipped = SkippedRows.NONE;
        int place = 0;
        for (Json json : rows) {
            place++;
            Row<T> row = reader.apply(json);
            T value = row.value();
            if (value != null) {
                items.add(value);
            } else {
                skipped = skipped.plus("row " + place + " " + row.wrong());
            }
        }
        return new ListRows<>(items, skipped);
    }

    /** Whether there was no row at all. */
    public boolean isEmpty() {
        return items.isEmpty() && skipped.isEmpty();
    }
}
