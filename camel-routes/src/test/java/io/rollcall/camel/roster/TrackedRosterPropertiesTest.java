package io.rollcall.camel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.UserDetails;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * Any company with any history, outages of any department, processes killed at any point: what the changes say is what happened.
 */
@Tag("slow")
class TrackedRosterPropertiesTest {
    private static final int TRIES = 25;
    private static final int STEPS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = TRIES)
    void changes_replayed_areTheCompany(@ForAll long seed) throws IOException {
        try (History history = new History(new Random(seed))) {
            for (int step = 0; step < STEPS; step++) {
                history.change();
                history.maybeOutage();
                history.run();
            }
            history.endOutages();
            history.run();
        }
    }

    @Property(tries = TRIES)
    void killedAnywhere_theChangesAreComplete_andNotDoubled(@ForAll long seed) throws IOException {
        try (History history = new History(new Random(seed))) {
            for (int step = 0; step < STEPS; step++) {
                history.change();
                history.maybeOutage();
                history.runAndKill();
                if (history.random.nextBoolean()) {
                    history.change();
                }
                history.endOutages();
                history.run();
            }
        }
    }

    private static final class History implements AutoCloseable {
        final Random random;
        private final Path folder = Files.createTempDirectory("tracked");
        private final TrackedFlow flow = new TrackedFlow(folder);
        private final TrackedCompany company = flow.company;
        /** By unionId, what the changes say; null before the baseline. */
        private Map<String, Set<DepartmentId>> replayed;

        private int replayedChanges;
        private boolean everKilled;
        private int names;
        /** Who was in the company when a run began, by unionId. */
        private final Map<Instant, Set<String>> membersAt = new HashMap<>();

        /** Of whom a vendor says what it says of one who left, while they are hidden: the old userId, or an earlier leave, is. */
        private final Set<String> doubtful = new HashSet<>();

        private final List<Map.Entry<String, TrackedCompany.Member>> former = new ArrayList<>();

        History(Random random) throws IOException {
            this.random = random;
            flow.maxShrink = RosterConfig.MaxShrink.ANY;
            for (long department = 2; department < 8; department++) {
                company.department(department, 1 + random.nextInt((int) department - 1), "D" + department);
            }
            company.join("anchor", 1L);
            for (int i = random.nextInt(30); i > 0; i--) {
                join();
            }
            RunResult first = flow.run();
            assertThat(first.outcome()).isEqualTo(RunOutcome.COMPLETE);
            assertThat(flow.changes()).isEmpty();
            replayed = visible();
        }

        private Long[] someDepartments() {
            Set<Long> some = new TreeSet<>();
            List<Long> all = new ArrayList<>(company.parents.keySet());
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                some.add(all.get(random.nextInt(all.size())));
            }
            return some.toArray(new Long[0]);
        }

        private void join() {
            company.join("p" + names++, someDepartments());
        }

        private String someone() {
            List<String> ids = new ArrayList<>(company.people.keySet());
            ids.remove("anchor");
            return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
        }

        void change() {
            for (int i = random.nextInt(6); i > 0; i--) {
                String id = someone();
                if (id == null) {
                    join();
                    continue;
                }
                TrackedCompany.Member member = company.people.get(id);
                switch (random.nextInt(12)) {
                    case 0, 1 -> join();
                    case 2 -> leave(id, member, true);
                    case 3 -> leave(id, member, false);
                    case 4, 5 -> {
                        member.departments.clear();
                        member.departments.addAll(List.of(someDepartments()));
                        member.unlisted.clear();
                    }
                    case 6 -> member.name = "Name " + names++;
                    case 7 -> member.title = random.nextBoolean() ? null : "Title " + names++;
                    case 8 -> {
                        boolean wasHidden = company.hidden.remove(id);
                        String newId = "p" + names++;
                        company.people.put(newId, company.people.remove(id));
                        doubtful.add(member.unionId);
                        if (wasHidden) {
                            company.hidden.add(newId);
                        }
                    }
                    case 9 -> rehire();
                    case 10 -> {
                        if (!company.hidden.remove(id)) {
                            company.hidden.add(id);
                        }
                    }
                    default -> {
                        member.lookup = UserDetails.Status.values()[random.nextInt(UserDetails.Status.values().length)];
                        if (member.departments.size() > 1) {
                            member.unlisted.add(member.departments.last());
                        }
                    }
                }
            }
        }

        private void leave(String id, TrackedCompany.Member member, boolean recorded) {
            company.hidden.remove(id);
            company.leave(id, flow.now.plusSeconds(5), recorded);
            former.add(Map.entry(id, member));
        }

        private void rehire() {
            if (!former.isEmpty()) {
                Map.Entry<String, TrackedCompany.Member> one = former.remove(random.nextInt(former.size()));
                one.getValue().departments.addAll(List.of(someDepartments()));
                company.people.put(one.getKey(), one.getValue());
                doubtful.add(one.getValue().unionId);
            }
        }

        void maybeOutage() {
            endOutages();
            List<Long> all = new ArrayList<>(company.parents.keySet());
            switch (random.nextInt(5)) {
                case 0, 1 -> company.outages.add(all.get(random.nextInt(all.size())));
                case 2 -> company.listOutages.add(all.get(random.nextInt(all.size())));
                case 3 -> {
                    String id = someone();
                    if (id != null) {
                        company.lookupOutages.add(id);
                    }
                }
                default -> {}
            }
        }

        void endOutages() {
            company.outages.clear();
            company.listOutages.clear();
            company.lookupOutages.clear();
        }

        private Map<String, Set<DepartmentId>> visible() {
            Map<String, Set<DepartmentId>> visible = new TreeMap<>();
            company.people.forEach((id, member) -> {
                if (!company.hidden.contains(id)) {
                    Set<DepartmentId> departments = new HashSet<>();
                    member.departments.forEach(department -> departments.add(new DepartmentId(department)));
                    visible.put(member.unionId, departments);
                }
            });
            return visible;
        }

        private void remember() {
            Set<String> members = new HashSet<>();
            company.people.forEach((id, member) -> {
                if (!company.hidden.contains(id) || !doubtful.contains(member.unionId)) {
                    members.add(member.unionId);
                }
            });
            // the run begins a day later
            membersAt.put(flow.now.plus(java.time.Duration.ofDays(1)), members);
        }

        void runAndKill() {
            remember();
            everKilled |= flow.killedAfter(random.nextInt(160));
        }

        void run() {
            remember();
            RunResult result = flow.run();
            replay();
            lastSeen();
            boolean walked = company.outages.isEmpty() && company.listOutages.isEmpty();
            if (walked) {
                assertThat(replayed).isEqualTo(visible());
                assertThat(snapshot()).isEqualTo(visible());
                if (company.lookupOutages.isEmpty()) {
                    assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
                }
                nothingChanges();
            }
            delivered();
        }

        /** No one was last seen by a run at whose time they were not there. */
        private void lastSeen() {
            for (State state : State.values()) {
                for (KnownPerson person : flow.store.rosters().inState(TrackedFlow.FLOW, state, 0, 1_000)) {
                    Set<String> members = membersAt.get(person.lastSeen());
                    if (members != null) {
                        assertThat(members).contains(String.valueOf(person.unionId()));
                    }
                }
            }
        }

        private void nothingChanges() {
            int changes = flow.changes().size();
            int staged = flow.staged;
            remember();
            flow.run();
            assertThat(flow.changes()).hasSize(changes);
            assertThat(flow.staged).isEqualTo(staged);
        }

        private void replay() {
            List<RosterChange> all = flow.changes();
            for (RosterChange change : all.subList(replayedChanges, all.size())) {
                String who = String.valueOf(change.unionId());
                Set<DepartmentId> before = replayed.get(who);
                switch (change.kind()) {
                    case JOINED, RETURNED -> {
                        assertThat(before).as(change.toString()).isNull();
                        replayed.put(who, new HashSet<>(change.to()));
                    }
                    case MOVED -> {
                        assertThat(before).isEqualTo(new HashSet<>(change.from()));
                        replayed.put(who, new HashSet<>(change.to()));
                    }
                    case UNSEEN -> assertThat(replayed.remove(who)).isEqualTo(new HashSet<>(change.from()));
                    case LEFT -> {
                        // of a person who was unseen before, nothing is left to remove
                        replayed.remove(who);
                        assertThat(membersAt.get(change.at()))
                                .as("left without proof: " + change)
                                .doesNotContain(who);
                    }
                    case RENAMED, CHANGED -> assertThat(before).isNotNull();
                }
            }
            replayedChanges = all.size();
        }

        private Map<String, Set<DepartmentId>> snapshot() {
            Map<String, Set<DepartmentId>> snapshot = new TreeMap<>();
            for (KnownPerson person : flow.store.rosters().inState(TrackedFlow.FLOW, State.PRESENT, 0, 1_000)) {
                snapshot.put(String.valueOf(person.unionId()), new HashSet<>(person.departments()));
            }
            return snapshot;
        }

        /** Once in the store; at least once outside, and exactly once where nothing was killed. */
        private void delivered() {
            List<String> ids = flow.changes().stream().map(RosterChange::id).toList();
            List<String> lines = flow.linesOfChanges().stream().map(History::id).toList();
            List<String> events = flow.events.stream().map(RosterChange::id).toList();
            assertThat(ids).doesNotHaveDuplicates();
            if (everKilled) {
                assertThat(new HashSet<>(lines)).isEqualTo(new HashSet<>(ids));
                assertThat(new HashSet<>(events)).isEqualTo(new HashSet<>(ids));
            } else {
                assertThat(lines).isEqualTo(ids);
                assertThat(events).isEqualTo(ids);
            }
        }

        private static String id(String line) {
            try {
                return JSON.readTree(line).get("id").asText();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            flow.close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
