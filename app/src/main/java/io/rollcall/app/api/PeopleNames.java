package io.rollcall.app.api;

import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.state.RosterRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how answers show who people are. Without {@code rollcall.server.show-names} they show ids, roles and states, and
 * nothing that a stranger would recognise a person by. Thread-safe.
 *
 * @param shown whether names are shown
 * @param rosters tracked rosters, for the names of people whose names a vendor did not tell
 */
record PeopleNames(boolean shown, RosterRepository rosters) {
    private static final int MOST_AT_ONCE = 1_000;
    private static final int SHOWN_DIGITS = 3;
    private static final Pattern DIGIT = Pattern.compile("[0-9]");

    /** A name, if names are shown; otherwise null. */
    @Nullable String of(@Nullable String name) {
        return shown ? name : null;
    }

    /** The names of people in tracked rosters, if names are shown; people without one are absent. */
    Map<UserId, String> of(Collection<UserId> users) {
        if (!shown) {
            return Map.of();
        }
        Map<UserId, String> names = new HashMap<>();
        List<UserId> all = new ArrayList<>(new LinkedHashSet<>(users));
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            names.putAll(rosters.names(all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE))));
        }
        return names;
    }

    /** A telephone number; without names only its last digits. */
    @Nullable PhoneNumber phone(@Nullable PhoneNumber number) {
        return shown || number == null ? number : new PhoneNumber(masked(number.value()));
    }

    /** A telephone number; without names only its last digits. */
    @Nullable String phone(@Nullable String number) {
        return shown || number == null ? number : masked(number);
    }

    private static String masked(String number) {
        int end = Math.max(0, number.length() - SHOWN_DIGITS);
        return DIGIT.matcher(number.substring(0, end)).replaceAll("*") + number.substring(end);
    }
}
