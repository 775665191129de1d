package io.rollcall.people;

import io.rollcall.model.PersonId;
import io.rollcall.model.PersonReference.Kind;
import io.rollcall.model.UserId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person whom an entry of a list may mean.
 *
 * @param user null if it is unknown, or if the person has none
 * @param departments by name, or by id where the name is unknown
 */
record Candidate(PersonId id, @Nullable UserId user, List<String> departments) {
    /** How many candidates a message names. */
    private static final int SHOWN = 10;

    Candidate {
        departments = List.copyOf(departments);
    }

    /** Shows no person. */
    @Override
    public String toString() {
        return "Candidate";
    }

    private String words() {
        return departments.isEmpty() ? id.toString() : id + " (" + String.join(", ", departments) + ")";
    }

    /** What to write instead of an entry that means several people. */
    static Refusal ambiguous(Kind kind, List<Candidate> candidates) {
        String names = candidates.stream().limit(SHOWN).map(Candidate::words).collect(Collectors.joining("; "));
        int others = candidates.size() - SHOWN;
        return Refusal.wrong(String.format(
                Locale.ROOT,
                "%,d people have this %s: %s%s. Write userid: with the right one.",
                candidates.size(),
                called(kind),
                names,
                others > 0 ? String.format(Locale.ROOT, " and %,d more", others) : ""));
    }

    static String called(Kind kind) {
        return switch (kind) {
            case USERID -> "userId";
            case MOBILE -> "mobile number";
            case NAME -> "name";
        };
    }
}
