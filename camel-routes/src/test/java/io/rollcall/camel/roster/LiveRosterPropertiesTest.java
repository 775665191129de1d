package io.rollcall.camel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.hint.DirectoryMarks;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentPath;
import io.rollcall.model.DepartmentReference;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserDetails;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.report.RunOutcome;
import io.rollcall.roster.RosterConfig;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Any company with any history, of which events tell: a walk afterwards finds nothing more, and writes the same records. */
@Tag("slow")
class LiveRosterPropertiesTest {
    private static final int TRIES = 25;
    private static final int STEPS = 6;

    @Property(tries = TRIES)
    void events_ofEverything_leaveNothingToTheWalk(@ForAll long seed) throws IOException {
        try (History history = new History(new Random(seed))) {
            for (int step = 0; step < STEPS; step++) {
                history.change();
                history.events();
                if (history.random.nextInt(3) == 0) {
                    history.walkFindsNothing();
                }
            }
            history.walkFindsNothing();
        }
    }

    @Property(tries = TRIES)
    void killedAnywhere_eventsAfterIt_completeEverything(@ForAll long seed) throws IOException {
        try (History history = new History(new Random(seed))) {
            for (int step = 0; step < STEPS; step++) {
                history.change();
                history.flow.commandsLeft = history.random.nextInt(50);
                try {
                    history.events();
                } catch (TrackedFlow.Killed killed) {
                    // the process ends here, and another one receives the same events
                    history.flow.commandsLeft = Integer.MAX_VALUE;
                    history.events();
                }
                history.flow.commandsLeft = Integer.MAX_VALUE;
            }
            history.walkFindsNothing();
            history.changesAreDeliveredOnce();
        }
    }

    private static final class History implements AutoCloseable {
        final Random random;
        private final Path folder = Files.createTempDirectory("live");
        final TrackedFlow flow = new TrackedFlow(folder);
        private final TrackedCompany company = flow.company;
        private final Map<String, TrackedCompany.Member> former = new HashMap<>();
        private final Set<String> touched = new LinkedHashSet<>();
        private int names;

        /** A department by its id or by its path. */
        private DepartmentReference department(long id) {
            if (random.nextBoolean()) {
                return new DepartmentId(id);
            }
            List<String> path = new ArrayList<>();
            for (long above = id; above > 0; above = company.parents.get(above)) {
                path.add(0, company.names.get(above));
            }
            return new DepartmentPath(path);
        }

        History(Random random) throws IOException {
            this.random = random;
            flow.maxShrink = RosterConfig.MaxShrink.ANY;
            flow.format = random.nextBoolean() ? RosterConfig.Format.NDJSON : RosterConfig.Format.CSV;
            for (long department = 2; department < 9; department++) {
                company.department(department, 1 + random.nextInt((int) department - 1), "D" + department);
            }
            if (random.nextBoolean()) {
                flow.departments = List.of(department(2), department(3));
            } else if (random.nextBoolean()) {
                flow.exclude =
                        new RosterConfig.Exclusions(Set.of(new DepartmentId(4)), Set.of(List.of("Company", "D2")));
            }
            company.join("anchor", flow.departments.equals(List.of(new DepartmentId(1))) ? 1L : 2L);
            for (int i = random.nextInt(20); i > 0; i--) {
                join();
            }
            touched.clear();
            assertThat(flow.run().outcome()).isEqualTo(RunOutcome.COMPLETE);
        }

        private Long[] someDepartments() {
            Set<Long> some = new TreeSet<>();
            List<Long> all = new ArrayList<>(company.parents.keySet());
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                some.add(all.get(random.nextInt(all.size())));
            }
            return some.toArray(Long[]::new);
        }

        private void join() {
            String id = "p" + ++names;
            company.join(id, someDepartments());
            touched.add(id);
        }

        private String someone() {
            List<String> all = company.people.keySet().stream()
                    .filter(id -> !id.equals("anchor"))
                    .toList();
            return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
        }

        void change() {
            for (int i = random.nextInt(6); i > 0; i--) {
                String id = someone();
                if (id == null) {
                    join();
                } else {
                    touched.add(id);
                    change(id, company.people.get(id));
                }
            }
        }

        private void change(String id, TrackedCompany.Member member) {
            switch (random.nextInt(9)) {
                case 0 -> join();
                case 1 -> {
                    former.put(id, member);
                    company.leave(id, flow.now, random.nextBoolean());
                }
                case 2 -> comeBack();
                case 3, 4 -> {
                    member.departments.clear();
                    member.departments.addAll(List.of(someDepartments()));
                }
                case 5 -> member.name = "Name " + ++names + "\",\n";
                case 6 -> member.title = random.nextBoolean() ? null : "T" + random.nextInt(3);
                case 7 -> {
                    String other = "n" + ++names;
                    company.people.remove(id);
                    company.people.put(other, member);
                    touched.add(other);
                }
                default -> {
                    member.lookup = random.nextInt(4) == 0 ? UserDetails.Status.NOT_FOUND : UserDetails.Status.FOUND;
                    member.accountName = "A" + random.nextInt(3);
                }
            }
        }

        private void comeBack() {
            List<String> all = former.keySet().stream()
                    .filter(id -> !company.people.containsKey(id))
                    .sorted()
                    .toList();
            if (!all.isEmpty()) {
                String id = all.get(random.nextInt(all.size()));
                company.people.put(id, former.remove(id));
                touched.add(id);
            }
        }

        /** In one run or in several, some people twice; a leave event may be out of date. */
        void events() {
            List<String> people = new ArrayList<>(touched);
            while (!people.isEmpty()) {
                int some = 1 + random.nextInt(people.size());
                Set<PersonId> ids =
                        people.subList(0, some).stream().map(PersonId::new).collect(Collectors.toSet());
                Set<PersonId> leavers = new HashSet<>(ids);
                leavers.removeIf(id -> random.nextBoolean());
                assertThat(flow.events(new DirectoryMarks(ids, leavers, Set.of(), random.nextBoolean()))
                                .outcome())
                        .isEqualTo(RunOutcome.COMPLETE);
                people.subList(0, some - random.nextInt(Math.min(2, some))).clear();
            }
            assertThat(flow.events(new DirectoryMarks(Set.of(), Set.of(), Set.of(), true))
                            .outcome())
                    .isEqualTo(RunOutcome.COMPLETE);
            touched.clear();
        }

        void walkFindsNothing() throws IOException {
            int before = flow.changes().size();
            Set<PersonId> unseen = flow.store.rosters().inState(TrackedFlow.FLOW, State.UNSEEN, 0, 1_000).stream()
                    .map(KnownPerson::id)
                    .collect(Collectors.toSet());
            String live = Files.readString(flow.output());
            long people = flow.store
                    .rosters()
                    .status(TrackedFlow.FLOW)
                    .orElseThrow()
                    .last()
                    .people();
            assertThat(flow.run().outcome()).isEqualTo(RunOutcome.COMPLETE);
            // a walk reads leave records, which may name a person who left, came back and is in none of the departments
            assertThat(flow.changes().stream()
                            .skip(before)
                            .filter(change -> change.kind() != Kind.LEFT || !unseen.contains(change.userId()))
                            .map(TrackedFlow::inWords))
                    .isEmpty();
            assertThat(flow.store
                            .rosters()
                            .status(TrackedFlow.FLOW)
                            .orElseThrow()
                            .last()
                            .people())
                    .isEqualTo(people);
            assertThat(sorted(live)).isEqualTo(sorted(Files.readString(flow.output())));
        }

        private static List<String> sorted(String file) {
            return Stream.of(file.split("\n")).sorted().toList();
        }

        void changesAreDeliveredOnce() {
            List<String> ids = flow.changes().stream().map(RosterChange::id).toList();
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(flow.events.stream().map(RosterChange::id).distinct()).containsExactlyElementsOf(ids);
        }

        @Override
        public void close() throws IOException {
            flow.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
