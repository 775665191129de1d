package io.rollcall.probe;

import io.rollcall.model.Person;
import io.rollcall.model.UserDetails;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.UserLookup.Question;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The reading calls that look people up by the ids of another vendor, and then by the vendor's own. An application receives ids of
 * people only from directories whose people a roster flow looks up in it.
 */
final class LookupReads {
    /** An id that no person has; it stays in recordings, so that their requests are found again. */
    static final String UNUSED_ID = "rollcall-probe";

    private static final int PEOPLE = 5;

    private final RecordingTask task;
    private final Subject subject;
    private final Known known;

    LookupReads(RecordingTask task, Subject subject, Known known) {
        this.task = task;
        this.subject = subject;
        this.known = known;
    }

    void plan() {
        subject.application().provider().capability(UserLookup.class).ifPresent(own -> {
            String type = own.idTypes().stream()
                    .filter(other -> !other.equals(own.ownIdType()))
                    .findFirst()
                    .orElse(own.ownIdType());
            task.then(() -> details(own, new Question(type, List.of(UNUSED_ID)), false), own.details());
        });
        subject.lookups()
                .forEach(lookup -> task.then(
                        () -> people(lookup), lookup.at().details(), lookup.at().details()));
    }

    private void people(Subject.Lookup lookup) {
        List<String> keys = known.people.stream()
                .flatMap((Person person) -> lookup.key().apply(person).stream())
                .filter(key -> !key.isBlank())
                .distinct()
                .limit(PEOPLE)
                .toList();
        if (keys.isEmpty()) {
            task.next();
            return;
        }
        List<String> asked = Stream.concat(keys.stream(), Stream.of(UNUSED_ID)).toList();
        details(lookup.at(), new Question(lookup.idType(), asked), true);
    }

    private void details(UserLookup lookup, Question question, boolean goesOn) {
        boolean other = !question.idType().equals(lookup.ownIdType());
        task.read(
                lookup.details(),
                question,
                asked -> new Question(
                        asked.idType(),
                        asked.ids().stream().map(task.anonymizer()::id).toList()),
                outcome -> {
                    if (outcome instanceof Outcome.Done<List<UserDetails>> done) {
                        task.facts().details(Set.copyOf(question.ids()), other, done.value());
                        goOn(lookup, goesOn ? done.value() : List.of());
                    }
                });
    }

    private void goOn(UserLookup lookup, List<UserDetails> found) {
        List<String> own = found.stream()
                .filter(item -> item.status() == UserDetails.Status.FOUND)
                .flatMap(item -> Stream.ofNullable(item.account().id()))
                .map(id -> id.value())
                .distinct()
                .toList();
        if (!own.isEmpty()) {
            task.thenAtOnce(() -> details(lookup, new Question(lookup.ownIdType(), own), false));
        }
    }
}
