package io.rollcall.vendor.dingtalk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the most recently used keys: as many as fit, so that its memory is bounded. Not thread-safe. */
final class RecentMap<V> {
    private final Map<String, V> values;

    RecentMap(int most) {
        values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    @Nullable V get(String key) {
        return values.get(key);
    }

    /** Sets a value, and returns the one before; null if there was none. */
    @Nullable V put(String key, V value) {
        return values.put(key, value);
    }

    int size() {
        return values.size();
    }
}
