package io.rollcall.store;

import io.rollcall.state.RosterRepository.State;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a person is in the results of a search. Results are in the order of their positions.
 *
 * @param byName false for whom an id or a number names exactly: they come before the others in their state
 * @param flow whose roster has the person
 * @param number the person's
 */
record SearchPosition(State state, boolean byName, String flow, long number) implements Comparable<SearchPosition> {
    static final SearchPosition BEFORE_ALL = new SearchPosition(State.PRESENT, false, "", -1);

    private static final Pattern ENCODED = Pattern.compile("(PRESENT|UNSEEN|LEFT) (true|false) ([0-9]{1,18}) (.+)");

    private static final Comparator<SearchPosition> ORDER = Comparator.comparing(SearchPosition::state)
            .thenComparing(SearchPosition::byName)
            .thenComparing(SearchPosition::flow)
            .thenComparing(SearchPosition::number);

    /** @throws IllegalArgumentException if the text is not an encoded position */
    static SearchPosition parse(String encoded) {
        Matcher parts = ENCODED.matcher(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a position of a search");
        }
        return new SearchPosition(
                State.valueOf(parts.group(1)),
                Boolean.parseBoolean(parts.group(2)),
                parts.group(4),
                Long.parseLong(parts.group(3)));
    }

    /** A text that a URL and a JSON string can hold; it names no person. */
    String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((state + " " + byName + " " + number + " " + flow).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a search by name in this flow and state goes on at this position. */
    boolean isNameOf(State otherState, String otherFlow) {
        return byName && state == otherState && flow.equals(otherFlow);
    }

    @Override
    public int compareTo(SearchPosition other) {
        return ORDER.compare(this, other);
    }
}
