package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.model.UserDetails.Status;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig.Join;
import io.rollcall.roster.RosterConfig.Key;
import io.rollcall.vendor.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any company, any page size, any way of echoing, any order of answers. */
class RosterPropertiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 150;

    private static Company company(Random random) {
        Company company = new Company();
        int departments = 1 + random.nextInt(25);
        List<Long> ids = new ArrayList<>(List.of(1L));
        company.add(1, 0);
        while (ids.size() < departments) {
            long id = 2 + random.nextInt(200);
            if (!company.departments.containsKey(id)) {
                company.add(id, ids.get(random.nextInt(ids.size())));
                ids.add(id);
            }
        }
        int people = random.nextInt(random.nextInt(12) == 0 ? 3_000 : 60);
        for (int p = 0; p < people; p++) {
            String id = "u" + p;
            for (int times = 1 + (random.nextInt(4) == 0 ? random.nextInt(3) : 0); times > 0; times--) {
                List<String> in = company.departments
                        .get(ids.get(random.nextInt(ids.size())))
                        .people();
                if (!in.contains(id)) {
                    in.add(random.nextInt(in.size() + 1), id);
                }
            }
            int status = random.nextInt(6);
            if (status < 5) {
                company.accounts.put(id, Status.values()[status]);
            }
        }
        company.echo = Company.Echo.values()[random.nextInt(5)];
        company.listsDepartments = random.nextBoolean();
        company.leavesUnknownOut = random.nextBoolean();
        return company;
    }

    private static Rehearsal rehearsal(Company company, Random random) {
        company.random = new Random(random.nextLong());
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.pageSize = 1 + random.nextInt(100);
        rehearsal.readAhead = new ReadAhead(1 + random.nextInt(16), random.nextInt(300), 1 + random.nextInt(5_000));
        rehearsal.order = random.nextInt(4) == 0 ? null : new Random(random.nextLong());
        return rehearsal;
    }

    private static Map<String, JsonNode> records(Rehearsal rehearsal) throws IOException {
        Map<String, JsonNode> records = new LinkedHashMap<>();
        for (String line : new String(rehearsal.file(), java.nio.charset.StandardCharsets.UTF_8).split("\n")) {
            if (!line.isEmpty()) {
                JsonNode record = JSON.readTree(line);
                assertThat(records.put(record.get("userId").asText(), record))
                        .as("once")
                        .isNull();
            }
        }
        return records;
    }

    /** Everybody in the order of INTERFACE.md, with the departments they are in. */
    private static Map<String, Set<Long>> expected(Company company, Set<Long> unreadable) {
        Map<String, Set<Long>> expected = new LinkedHashMap<>();
        Set<Long> level = new TreeSet<>(Set.of(1L));
        while (!level.isEmpty()) {
            Set<Long> next = new TreeSet<>();
            for (long id : level) {
                Company.Node node = company.departments.get(id);
                if (!unreadable.contains(id)) {
                    node.people().forEach(p -> expected.computeIfAbsent(p, x -> new LinkedHashSet<>())
                            .add(id));
                }
                node.children().stream()
                        .filter(c -> !node.hiddenChildren().contains(c))
                        .forEach(next::add);
            }
            level = next;
        }
        return expected;
    }

    private static long sum(RosterResult.Lookups l) {
        return l.found() + l.unchanged() + l.notFound() + l.forbidden() + l.unattributed() + l.unknownStatus();
    }

    @Property(tries = TRIES)
    void everybodyOnceInOrderAndNobodyJoinedWrongly(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Company company = company(random);
        Rehearsal rehearsal = rehearsal(company, random);
        rehearsal.join = company.echo == Company.Echo.NOTHING_BUT_ACCOUNT ? Join.ACCOUNT : Join.ID;
        rehearsal.singleLimit = random.nextBoolean() ? 10_000 : random.nextInt(20);
        company.accounts.keySet().stream()
                .filter(k -> k.hashCode() % 3 == 0)
                .forEach(k -> rehearsal.learned.put(
                        new io.rollcall.model.LookupKey(k), new io.rollcall.model.AccountId("own-" + k)));
        RunResult result = rehearsal.conduct();

        if (result.roster().people() == 0) {
            assertThat(result.outcome()).isEqualTo(RunOutcome.QUARANTINED);
            return;
        }
        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        Map<String, JsonNode> records = records(rehearsal);
        Map<String, Set<Long>> expected = expected(company, Set.of());
        assertThat(records.keySet()).containsExactlyElementsOf(expected.keySet());
        assertThat(result.roster().people()).isEqualTo(expected.size());
        assertThat(sum(result.roster().lookup())).isEqualTo(expected.size());
        Map<String, Integer> words = new HashMap<>();
        records.forEach((id, record) -> {
            Set<Long> departments = new HashSet<>();
            record.get("departments").forEach(d -> departments.add(d.asLong()));
            assertThat(departments).hasSameSizeAs(record.get("departments")).isEqualTo(expected.get(id));
            String lookup = record.get("lookup").asText();
            words.merge(lookup, 1, Integer::sum);
            Status truth = company.accounts.getOrDefault(id, Status.NOT_FOUND);
            assertThat(lookup).isIn(LookupStatus.of(truth).word(), "unattributed");
            if (rehearsal.singleLimit >= 10_000) {
                assertThat(lookup).isNotEqualTo("unattributed");
            }
            if (record.has("account") && record.get("account").has("account")) {
                assertThat(record.get("account").get("account").asText()).isIn("of " + id, id);
            }
        });
        assertThat(result.roster().lookup().found())
                .isEqualTo(words.getOrDefault("found", 0).longValue());
        assertThat(result.roster().lookup().unattributed())
                .isEqualTo(words.getOrDefault("unattributed", 0).longValue());
        assertThat(rehearsal.mostUnderWay).isLessThanOrEqualTo(rehearsal.readAhead.calls());
        // the head may always go on: one page beyond the bound
        assertThat(rehearsal.run.mostHeld())
                .isLessThanOrEqualTo(Math.max(rehearsal.readAhead.bufferedPeople(), 0) + rehearsal.pageSize);
    }

    @Property(tries = TRIES)
    void twoRunsOverAnUnchangedCompanyWriteTheSameBytes(@ForAll long seed) {
        Random random = new Random(seed);
        Company company = company(random);
        int limit = random.nextInt(30);
        boolean csv = random.nextBoolean();
        byte[] before = null;
        for (int i = 0; i < 2; i++) {
            Rehearsal rehearsal = rehearsal(company, random);
            rehearsal.singleLimit = limit;
            rehearsal.format =
                    csv ? io.rollcall.roster.RosterConfig.Format.CSV : io.rollcall.roster.RosterConfig.Format.NDJSON;
            rehearsal.conduct();
            if (before != null) {
                assertThat(rehearsal.file()).isEqualTo(before);
            }
            before = rehearsal.file();
        }
    }

    @Property(tries = TRIES)
    void whateverIsMissingIsNamed(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Company company = company(random);
        Set<Long> unreadable = new HashSet<>();
        Set<Long> hidden = new TreeSet<>();
        Set<Long> named = new TreeSet<>();
        for (long id : company.departments.keySet()) {
            int what = random.nextInt(10);
            if (what == 0) {
                company.faults.put("department-users " + id, Company::server);
                unreadable.add(id);
                named.add(id);
            } else if (what == 1) {
                company.faults.put("sub-departments " + id, Company::server);
                // a department without any below it is not asked for them
                if (!company.departments.get(id).children().isEmpty()) {
                    named.add(id);
                }
            } else if (what == 2 && id != 1) {
                company.departments.values().stream()
                        .filter(n -> n.children().contains(id))
                        .forEach(n -> n.hiddenChildren().add(id));
                hidden.add(id);
            }
        }
        // where the scoped list fails it is unknown what it hides, and the id list's departments are walked
        for (Company.Node node : company.departments.values()) {
            if (company.faults.containsKey("sub-departments " + node.id())) {
                hidden.removeAll(node.hiddenChildren());
                node.hiddenChildren().clear();
            }
        }
        Rehearsal rehearsal = rehearsal(company, random);
        company.poison.add("u0");
        rehearsal.singleLimit = 10_000;
        RunResult result = rehearsal.conduct();

        Set<String> subjects = new HashSet<>();
        Set<Long> below = new TreeSet<>();
        hidden.forEach(id -> below(company, id, below));
        below.forEach(id -> subjects.add("department " + id));
        named.stream().filter(id -> !below.contains(id)).forEach(id -> subjects.add("department " + id));
        Map<String, Set<Long>> expected = expected(company, unreadable);
        if (expected.containsKey("u0")) {
            subjects.add("user u0");
        }
        if (subjects.isEmpty() && expected.isEmpty()) {
            // an empty roster replaces nothing
            subjects.add("flow roster");
        }
        assertThat(result.problems()).extracting(Problem::subject).containsExactlyInAnyOrderElementsOf(subjects);
        assertThat(result.problems())
                .filteredOn(p -> below.stream().anyMatch(id -> p.subject().equals("department " + id)))
                .allMatch(p -> p.fault() == Fault.Kind.PERMISSION);
        assertThat(result.outcome())
                .isEqualTo(
                        subjects.isEmpty()
                                ? RunOutcome.COMPLETE
                                : subjects.equals(Set.of("flow roster"))
                                        ? RunOutcome.QUARANTINED
                                        : expected.isEmpty() ? RunOutcome.FAILED : RunOutcome.INCOMPLETE);
        assertThat(result.roster().people()).isEqualTo(expected.size());
        assertThat(sum(result.roster().lookup())).isEqualTo(expected.size() - (expected.containsKey("u0") ? 1 : 0));
        if (!expected.isEmpty()) {
            assertThat(records(rehearsal).keySet()).containsExactlyElementsOf(expected.keySet());
        }
    }

    private static void below(Company company, long id, Set<Long> all) {
        if (all.add(id)) {
            company.departments.get(id).children().forEach(c -> below(company, c, all));
        }
    }

    @Property(tries = TRIES)
    void aKeyThatTwoPeopleHaveAttributesNobody(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int keys)
            throws IOException {
        Random random = new Random(seed);
        Company company = company(random);
        Map<String, Integer> owners = new HashMap<>();
        for (String person : expected(company, Set.of()).keySet()) {
            if (random.nextInt(10) > 0) {
                String key = "j" + (random.nextBoolean() ? random.nextInt(keys) : 1_000 + random.nextInt(100_000));
                company.jobNumbers.put(person, key);
                company.accounts.put(key, Status.FOUND);
                owners.merge(key, 1, Integer::sum);
            }
        }
        company.echo = random.nextBoolean() ? Company.Echo.KEY : Company.Echo.OWN_ID;
        Rehearsal rehearsal = rehearsal(company, random);
        rehearsal.key = new Key(Key.Attribute.JOB_NUMBER, null);
        rehearsal.singleLimit = random.nextBoolean() ? 10_000 : random.nextInt(50);
        RunResult result = rehearsal.conduct();

        if (result.roster().people() == 0) {
            assertThat(result.outcome()).isEqualTo(RunOutcome.QUARANTINED);
            return;
        }
        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        long found = 0;
        for (JsonNode record : records(rehearsal).values()) {
            String key = company.jobNumbers.get(record.get("userId").asText());
            boolean alone = key != null && owners.get(key) == 1;
            if (!alone) {
                assertThat(record.get("lookup").asText()).isEqualTo("unattributed");
            }
            if (record.has("account")) {
                found++;
                assertThat(record.get("account").get("account").asText()).isEqualTo("of " + key);
            } else {
                assertThat(record.get("lookup").asText()).isEqualTo("unattributed");
            }
        }
        assertThat(result.roster().lookup().found()).isEqualTo(found);
        assertThat(sum(result.roster().lookup())).isEqualTo(result.roster().people());
    }
}
