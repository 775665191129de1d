package io.rollcall.probe;

import io.rollcall.model.Person;
import io.rollcall.model.UserDetails;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.UserLookup.Question;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The reading calls that look people up by the ids of another vendor, and then by the vendor's own. */
final class LookupReads {
    /** An id that no person has. */
    private static final String UNUSED_ID = "rollcall-probe";

    private static final int PEOPLE = 5;

    private final RecordingTask task;
    private final Known known;
    private final Function<Person, Optional<String>> key;

    LookupReads(RecordingTask task, Known known, Function<Person, Optional<String>> key) {
        this.task = task;
        this.known = known;
        this.key = key;
    }

    void plan(Provider provider) {
        provider.capability(UserLookup.class)
                .ifPresent(lookup -> task.then(() -> {
                    List<String> keys = known.people.stream()
                            .flatMap(person -> key.apply(person).stream())
                            .distinct()
                            .limit(PEOPLE)
                            .toList();
                    List<String> asked =
                            Stream.concat(keys.stream(), Stream.of(UNUSED_ID)).toList();
                    String type = lookup.idTypes().stream()
                            .filter(other -> !other.equals(lookup.ownIdType()))
                            .findFirst()
                            .orElse(lookup.ownIdType());
                    details(lookup, new Question(type, asked), true);
                }));
    }

    private void details(UserLookup lookup, Question question, boolean goesOn) {
        boolean third = !question.idType().equals(lookup.ownIdType());
        task.read(
                lookup.details(),
                question,
                asked -> new Question(
                        asked.idType(),
                        asked.ids().stream().map(task.anonymizer()::id).toList()),
                found -> {
                    task.facts().details(Set.copyOf(question.ids()), third, found);
                    List<String> own = found.stream()
                            .filter(item -> item.status() == UserDetails.Status.FOUND)
                            .flatMap(item -> Stream.ofNullable(item.account().id()))
                            .map(id -> id.value())
                            .distinct()
                            .toList();
                    if (goesOn && !own.isEmpty()) {
                        task.thenAtOnce(() -> details(lookup, new Question(lookup.ownIdType(), own), false));
                    }
                });
    }
}
