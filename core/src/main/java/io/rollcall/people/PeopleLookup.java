package io.rollcall.people;

import io.rollcall.meeting.CountDown;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.PersonReference;
import io.rollcall.model.UserId;
import io.rollcall.people.PeopleMemory.Finding;
import io.rollcall.people.PeopleMemory.Key;
import io.rollcall.report.Problem;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Application;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks up the people of some lists, each once: in the tracked rosters of the store, and otherwise by calls to the directory,
 * which are not metered. A run that events start uses what earlier runs found and looks up nobody. Not thread-safe.
 */
public final class PeopleLookup {
    /** How many people one query of the store searches: a name is compared with everyone's, and other runs wait meanwhile. */
    private static final int MOST_IN_A_QUERY = 20;

    private final Directories directories;
    private final PeopleMemory memory;
    private final boolean remembering;
    private final Map<Key, List<String>> places = new LinkedHashMap<>();
    private final Map<Key, Application> applications = new LinkedHashMap<>();
    private final Map<Key, Finding> findings = new LinkedHashMap<>();

    /**
     * Prepares a look-up.
     *
     * @param remembering whether only the memory is used, without calls and without problems
     */
    public PeopleLookup(Directories directories, PeopleMemory memory, boolean remembering) {
        this.directories = directories;
        this.memory = memory;
        this.remembering = remembering;
    }

    /** Where people are searched. */
    public interface Directories {
        /** The application of an account. */
        Application application(String account);

        /** The names of the flows whose tracked rosters are those of an application's directory. */
        List<String> rosters(Application application);

        /** The country of telephone numbers without a country code, as two letters of ISO 3166. */
        String phoneRegion();

        /** The wall clock. */
        InstantSource clock();
    }

    /**
     * Adds an entry of a list. An id needs no look-up.
     *
     * @param account whose application searches
     * @param place of the list, for the subject of a problem; the entry's position follows, if it has one
     */
    public void add(String account, PersonEntry entry, String place) {
        if (entry instanceof PersonEntry.LookedUp lookedUp) {
            Key key = key(account, lookedUp.person());
            applications.put(key, directories.application(account));
            places.computeIfAbsent(key, any -> new ArrayList<>())
                    .add(place + (lookedUp.position() == 0 ? "" : " " + lookedUp.position()));
        }
    }

    private Key key(String account, PersonReference person) {
        return new Key(directories.application(account).id(), person);
    }

    /** How many entries were added that are no ids; people who are listed twice count once. */
    public int size() {
        return places.size();
    }

    /** Looks everyone up, and then calls {@code then} once. */
    public void begin(Commands commands, Runnable then) {
        Instant now = directories.clock().instant();
        List<Key> missing = new ArrayList<>();
        for (Key key : places.keySet()) {
            Optional<Finding> known = memory.find(key);
            if (known.isPresent() && (remembering || known.get().isFresh(now))) {
                findings.put(key, known.get());
            } else if (!remembering) {
                missing.add(key);
            }
        }
        if (missing.isEmpty()) {
            then.run();
            return;
        }
        CountDown all = new CountDown(then);
        for (int from = 0; from < missing.size(); from += MOST_IN_A_QUERY) {
            List<Key> some = missing.subList(from, Math.min(missing.size(), from + MOST_IN_A_QUERY));
            all.add();
            commands.query(store -> search(store, some), found -> {
                found.forEach((key, tracked) -> {
                    all.add();
                    search(key).after(commands, tracked, answer -> {
                        keep(key, answer, now);
                        all.complete();
                    });
                });
                all.complete();
            });
        }
        all.complete();
    }

    private Map<Key, TrackedPeople.Found> search(StateStore store, List<Key> keys) {
        Map<String, TrackedPeople> byApplication = new HashMap<>();
        Map<Key, TrackedPeople.Found> found = new LinkedHashMap<>();
        for (Key key : keys) {
            TrackedPeople tracked = byApplication.computeIfAbsent(
                    key.application(),
                    any -> TrackedPeople.in(store, directories.rosters(application(key)), directories.phoneRegion()));
            found.put(key, tracked.find(key.person()));
        }
        return found;
    }

    private DirectoryLookup search(Key key) {
        return new DirectoryLookup(application(key), key.person(), directories.phoneRegion());
    }

    private Application application(Key key) {
        return Objects.requireNonNull(applications.get(key));
    }

    private void keep(Key key, DirectoryLookup.Answer answer, Instant now) {
        Finding finding = new Finding(answer.user(), answer.refusal(), now);
        if (answer.certain()) {
            memory.keep(key, finding);
            findings.put(key, finding);
            return;
        }
        // the person of an entry seldom changes, and a directory that does not answer must not empty a list
        Finding last = memory.find(key)
                .filter(known -> known.user() != null && known.isYounger(PeopleMemory.UNANSWERED, now))
                .orElse(finding);
        findings.put(key, last);
    }

    /** The person of an entry; empty if there is a problem with it, or if nothing is known of it yet. */
    public Optional<UserId> user(String account, PersonEntry entry) {
        return entry instanceof PersonEntry.Known known
                ? Optional.of(known.id())
                : Optional.ofNullable(findings.get(key(account, ((PersonEntry.LookedUp) entry).person())))
                        .map(Finding::user);
    }

    /** The people of a list, each once, without those of whom there is a problem. */
    public List<UserId> users(String account, List<PersonEntry> entries) {
        return entries.stream()
                .flatMap(entry -> user(account, entry).stream())
                .distinct()
                .toList();
    }

    /** A problem for each place with an entry that is nobody, in the order in which they were added. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        places.forEach((key, named) -> {
            Finding finding = findings.get(key);
            if (finding != null && finding.refusal() != null && !remembering) {
                Refusal refusal = finding.refusal();
                named.forEach(place -> problems.add(refusal.at(place)));
            }
        });
        return problems;
    }
}
