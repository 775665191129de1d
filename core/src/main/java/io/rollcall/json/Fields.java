package io.rollcall.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object in their order. Rows of a list usually have the same names in the same order, and share
 * them then: a row is one array of values. Immutable.
 */
final class Fields {
    private final Names names;
    private final Json[] values;

    private Fields(Names names, Json[] values) {
        this.names = names;
        this.values = values;
    }

    int size() {
        return values.length;
    }

    String name(int place) {
        return names.all[place];
    }

    Json value(int place) {
        return values[place];
    }

    /** The value of a field; null where there is none. */
    @Nullable Json get(String name) {
        int place = names.find(name);
        return place < 0 ? null : values[place];
    }

    /** Names, each of them once, and their places. */
    private static final class Names {
        /** Up to here a comparison with each is faster than a map. */
        private static final int FEW = 4;

        private static final Names NONE = new Names(new String[0]);

        private final String[] all;
        private final @Nullable Map<String, Integer> places;

        Names(String[] all) {
            this.all = all;
            this.places = all.length <= FEW ? null : places(all);
        }

        private static Map<String, Integer> places(String[] all) {
            Map<String, Integer> places = new HashMap<>(2 * all.length);
            for (int i = 0; i < all.length; i++) {
                places.put(all[i], i);
            }
            return places;
        }

        int find(String name) {
            if (places != null) {
                Integer place = places.get(name);
                return place == null ? -1 : place;
            }
            for (int i = 0; i < all.length; i++) {
                if (all[i].equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        boolean isDistinct() {
            if (places != null) {
                return places.size() == all.length;
            }
            for (int i = 0; i < all.length; i++) {
                if (find(all[i]) != i) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Collects the fields of one object after the other. Used by one thread. */
    static final class Collector {
        private String[] names = new String[16];
        private Json[] values = new Json[16];
        private int size;
        private Names last = Names.NONE;

        void add(String name, Json value) {
            if (size == names.length) {
                names = Arrays.copyOf(names, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            names[size] = name;
            values[size++] = value;
        }

        /** The fields that were added since the last object. Of two with one name the later value counts, at the place of the first. */
        Fields take() {
            Json[] taken = Arrays.copyOf(values, size);
            if (!isAsLast()) {
                Names own = new Names(Arrays.copyOf(names, size));
                if (!own.isDistinct()) {
                    return takeDistinct();
                }
                last = own;
            }
            size = 0;
            return new Fields(last, taken);
        }

        private boolean isAsLast() {
            String[] expected = last.all;
            if (expected.length != size) {
                return false;
            }
            for (int i = 0; i < size; i++) {
                if (!expected[i].equals(names[i])) {
                    return false;
                }
            }
            return true;
        }

        private Fields takeDistinct() {
            Map<String, Json> distinct = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                distinct.put(names[i], values[i]);
            }
            size = 0;
            return new Fields(
                    new Names(distinct.keySet().toArray(new String[0])),
                    distinct.values().toArray(new Json[0]));
        }
    }
}
