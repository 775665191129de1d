package io.rollcall.probe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What of a neutral answer does not depend on ids, times and texts: how many rows it has, which values are present, flags, states
 * and whether there is another page. Not instantiable.
 */
final class AnswerShape {
    private AnswerShape() {}

    /** The shape as a text without any value of a text, a number or a time. */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "-";
        } else if (value instanceof Boolean || value instanceof Enum<?>) {
            return value.toString();
        } else if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        } else if (value instanceof Collection<?> items) {
            return all(items);
        } else if (value instanceof Map<?, ?> map) {
            return all(map.values());
        } else if (value instanceof Record row) {
            return components(row);
        }
        return value.getClass().getSimpleName();
    }

    private static String all(Collection<?> items) {
        StringJoiner shapes = new StringJoiner(",", "[", "]");
        items.forEach(item -> shapes.add(of(item)));
        return shapes.toString();
    }

    private static String components(Record row) {
        StringJoiner shapes = new StringJoiner(",", "(", ")");
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            try {
                shapes.add(of(component.getAccessor().invoke(row)));
            } catch (IllegalAccessException hidden) {
                // not a part of the neutral answer
                shapes.add("?");
            } catch (InvocationTargetException broken) {
                throw new IllegalStateException("a record's accessor failed", broken);
            }
        }
        return shapes.toString();
    }
}
