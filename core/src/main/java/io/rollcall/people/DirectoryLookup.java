package io.rollcall.people;

import io.rollcall.meeting.CountDown;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.model.PersonReference;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.people.TrackedPeople.Found;
import io.rollcall.setting.PhoneNumbers;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.PeopleSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks one entry up: decides what the rosters say, and asks the directory where they do not decide. Not thread-safe. */
final class DirectoryLookup {
    /** How many people with one mobile number are read. */
    private static final int MOST = 10;

    private final Application application;
    private final PersonReference person;
    private final String region;

    /** @param region of telephone numbers without a country code */
    DirectoryLookup(Application application, PersonReference person, String region) {
        this.application = application;
        this.person = person;
        this.region = region;
    }

    /**
     * The end of a look-up: exactly one of user and refusal is null.
     *
     * @param certain whether the same answer is to be expected for a while; false where a call failed
     */
    record Answer(@Nullable UserId user, @Nullable Refusal refusal, boolean certain) {
        static Answer of(UserId user) {
            return new Answer(user, null, true);
        }

        static Answer of(Refusal refusal) {
            return new Answer(null, refusal, true);
        }

        static Answer of(Fault fault) {
            return new Answer(null, Refusal.of(fault), false);
        }

        /** Shows no person. */
        @Override
        public String toString() {
            return "Answer[" + (user == null ? "refused" : "found") + "]";
        }
    }

    /** Calls {@code then} once. */
    void after(Commands commands, Found tracked, Consumer<Answer> then) {
        List<Candidate> present = tracked.present();
        if (tracked.cut()) {
            then.accept(
                    Answer.of(Refusal.wrong("At least " + TrackedPeople.MOST + " people have a name that contains this"
                            + " one, so Rollcall cannot tell who is meant. Write userid: with the right one.")));
        } else if (present.size() > 1) {
            then.accept(Answer.of(Candidate.ambiguous(person.kind(), present)));
        } else if (present.size() == 1) {
            UserId user = present.get(0).user();
            if (user != null) {
                then.accept(Answer.of(user));
            } else {
                read(commands, present.get(0).id(), then);
            }
        } else {
            search(commands, tracked, then);
        }
    }

    private void search(Commands commands, Found tracked, Consumer<Answer> then) {
        switch (person.kind()) {
            case NAME -> then.accept(Answer.of(nobodyOfThisName(tracked)));
            case USERID -> read(commands, new PersonId(person.text()), then);
            case MOBILE -> searchNumber(commands, then);
        }
    }

    private static Refusal nobodyOfThisName(Found tracked) {
        if (!tracked.tracked()) {
            return Refusal.wrong(
                    "A name needs a tracked roster of the same directory, and the store has none. Set track=true for"
                            + " a roster flow and let it run, or write userid: or mobile: instead.");
        }
        return Refusal.notFound(
                tracked.anyLeft()
                        ? "The person with this name has left the company, as the tracked roster says. Remove the entry."
                        : "No one in the tracked roster has this name. Write the whole name as the directory shows it, or write"
                                + " userid: or mobile: instead.");
    }

    private void searchNumber(Commands commands, Consumer<Answer> then) {
        Optional<PeopleSearch> search = application.provider().capability(PeopleSearch.class);
        if (search.isEmpty()) {
            then.accept(Answer.of(noDirectory()));
            return;
        }
        PhoneNumber number = new PhoneNumber(PhoneNumbers.e164(person.text(), region));
        commands.call(search.get().byMobile(), number, outcome -> {
            if (outcome instanceof Outcome.Failed<List<PersonId>> failed) {
                then.accept(Answer.of(failed.fault()));
                return;
            }
            List<PersonId> ids = ((Outcome.Done<List<PersonId>>) outcome).value();
            if (ids.size() > 1) {
                readSeveral(commands, ids, then);
            } else if (ids.size() == 1) {
                read(commands, ids.get(0), then);
            } else {
                then.accept(Answer.of(nobody()));
            }
        });
    }

    private Refusal noDirectory() {
        return Refusal.wrong(
                "The account " + application.name() + " cannot look people up in a directory. Write the unionId.");
    }

    private Refusal nobody() {
        return Refusal.notFound("No one in the directory has this " + Candidate.called(person.kind())
                + ". Correct the entry, or remove it.");
    }

    private void read(Commands commands, PersonId id, Consumer<Answer> then) {
        Optional<DirectoryProofs> directory = application.provider().capability(DirectoryProofs.class);
        if (directory.isEmpty()) {
            then.accept(Answer.of(noDirectory()));
            return;
        }
        commands.call(directory.get().person(), question(id), outcome -> {
            if (outcome instanceof Outcome.Failed<Optional<PersonDetails>> failed) {
                then.accept(Answer.of(failed.fault()));
                return;
            }
            Optional<Person> found =
                    ((Outcome.Done<Optional<PersonDetails>>) outcome).value().map(PersonDetails::person);
            then.accept(found.map(one -> one.unionId() == null
                            ? Answer.of(Refusal.wrong("The directory shows no unionId for the person with this "
                                    + Candidate.called(person.kind())
                                    + ", and meetings need one. Check the application's contacts permissions."))
                            : Answer.of(one.unionId()))
                    .orElseGet(() -> Answer.of(nobody())));
        });
    }

    // the vendor's default language: no name is shown
    private static PersonQuestion question(PersonId id) {
        return new PersonQuestion(id, "");
    }

    /** The departments of people who share a number; a person who cannot be read is named without them. */
    private void readSeveral(Commands commands, List<PersonId> ids, Consumer<Answer> then) {
        List<Candidate> candidates = new ArrayList<>();
        CountDown all = new CountDown(
                () -> then.accept(Answer.of(Candidate.ambiguous(person.kind(), inOrder(ids, candidates)))));
        application.provider().capability(DirectoryProofs.class).ifPresent(directory -> ids.stream()
                .limit(MOST)
                .forEach(id -> {
                    all.add();
                    commands.call(directory.person(), question(id), outcome -> {
                        if (outcome instanceof Outcome.Done<Optional<PersonDetails>> done) {
                            done.value()
                                    .map(PersonDetails::person)
                                    .ifPresent(one -> candidates.add(candidate(id, one)));
                        }
                        all.complete();
                    });
                }));
        all.complete();
    }

    private static List<Candidate> inOrder(List<PersonId> ids, List<Candidate> read) {
        return ids.stream()
                .map(id -> read.stream()
                        .filter(candidate -> candidate.id().equals(id))
                        .findFirst()
                        .orElseGet(() -> new Candidate(id, null, List.of())))
                .toList();
    }

    private static Candidate candidate(PersonId id, Person person) {
        return new Candidate(
                id,
                person.unionId(),
                person.departments().stream().map(DirectoryLookup::words).toList());
    }

    private static String words(DepartmentId department) {
        return "department " + department;
    }
}
