package io.rollcall.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object in their order. Rows of a list usually have one of few sets of names in the same order, and
 * share it then: a row is one array of values. Immutable.
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

        /** Those of all responses, as far as they are small and few: a vendor's rows have the same names in every response. */
        private static final Map<List<String>, Names> SHARED = new ConcurrentHashMap<>();

        private static final int MOST_SHARED = 256;
        private static final int LONGEST_SHARED = 64;

        private final String[] all;
        private final @Nullable Map<String, Integer> places;

        private Names(String[] all) {
            this.all = all;
            this.places = all.length <= FEW ? null : places(all);
        }

        static Names of(String[] all) {
            List<String> key = List.of(all);
            Names shared = SHARED.get(key);
            if (shared != null) {
                return shared;
            }
            boolean isShared = all.length <= LONGEST_SHARED;
            for (String name : all) {
                isShared &= name.length() <= LONGEST_SHARED;
            }
            if (!isShared) {
                return new Names(all);
            }
            // the texts with which programs ask are the same objects then, and need not be compared
            Names made = new Names(key.stream().map(String::intern).toArray(String[]::new));
            if (SHARED.size() >= MOST_SHARED) {
                SHARED.clear();
            }
            SHARED.put(key, made);
            return made;
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
        /** Sets of names that are kept: rows differ in the few fields that not everyone has. */
        private static final int KEPT = 16;

        private String[] names = new String[16];
        private Json[] values = new Json[16];
        private int size;
        private final List<Names> kept = new ArrayList<>();

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
            Names known = known();
            if (known == null) {
                known = Names.of(Arrays.copyOf(names, size));
                if (!known.isDistinct()) {
                    return takeDistinct();
                }
                if (kept.size() == KEPT) {
                    kept.clear();
                }
                kept.add(known);
            }
            size = 0;
            return new Fields(known, taken);
        }

        private @Nullable Names known() {
            for (int i = 0; i < kept.size(); i++) {
                Names one = kept.get(i);
                if (isNamedAs(one.all)) {
                    return one;
                }
            }
            return null;
        }

        private boolean isNamedAs(String[] expected) {
            if (expected.length != size) {
                return false;
            }
            // the last ones differ first
            for (int i = size - 1; i >= 0; i--) {
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
                    Names.of(distinct.keySet().toArray(new String[0])),
                    distinct.values().toArray(new Json[0]));
        }
    }
}
