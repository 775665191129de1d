package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.UserDetails.Status;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig.Key;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run costs: memory a person, people held at once, calls, and time at a vendor's pace. */
@Timeout(180)
class RosterScaleTest {

    @Test
    void index_whenItGrows_takesAtMost64BytesAPerson() {
        FingerprintIndex people = FingerprintIndex.ofOrdinalsWithHash();
        FingerprintIndex keys = FingerprintIndex.ofOrdinals();
        Fingerprint.Maker fingerprints = new Fingerprint.Maker();
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            people.putIfAbsent(fingerprints.of("user" + i), i, -i);
            keys.putIfAbsent(fingerprints.of("key" + i), i, 0);
            if (i >= 20_000 && i % 1_000 == 0) {
                // one byte for how the record was written, ten for one sighting that the vendor's list omits
                assertThat((people.bytes() + keys.bytes()) / (double) i + 1 + 10)
                        .isLessThan(64);
            }
        }
        for (int i = 0; i < count; i += 37) {
            assertThat(people.putIfAbsent(fingerprints.of("user" + i), 0, 0))
                    .isEqualTo((long) i << 32 | -i & 0xffffffffL);
            assertThat(keys.putIfAbsent(fingerprints.of("key" + i), 0, 0)).isEqualTo((long) i << 32);
        }
    }

    /** In order, the next page is always there, and more than the calls under way would only wait. */
    @ParameterizedTest
    @CsvSource({"true, 1300", "false, 8100"})
    void conduct_whenPeopleAreMany_holdsFewOfThem(boolean inOrder, int most) {
        Company company = new Company() {
            @Override
            java.util.List<Long> membershipsOf(String person) {
                return java.util.List.of();
            }
        };
        int people = 200_000;
        int departments = 4_000;
        company.add(1, 0);
        for (int d = 2; d <= departments; d++) {
            company.add(d, 1 + (d - 2) / 20);
        }
        for (int p = 0; p < people; p++) {
            company.departments.get(1L + p % departments).people().add("u" + p);
            company.accounts.put("u" + p, Status.FOUND);
        }
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.keepsLines = false;
        rehearsal.order = inOrder ? null : new Random(7);
        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(result.roster().people()).isEqualTo(people);
        assertThat(result.roster().departments()).isEqualTo(departments);
        assertThat(rehearsal.callsOf("dingtalk.department-users")).isEqualTo(departments);
        assertThat(rehearsal.callsOf("huawei.user-details")).isEqualTo(people / Company.LARGEST_BATCH);
        assertThat(rehearsal.run.mostHeld()).isLessThanOrEqualTo(most);
        assertThat(rehearsal.run.bytes() / (double) people).isLessThan(64);
    }

    @Test
    void conduct_whenKeyIsNotTheUserid_stillTakesAtMost80BytesAPerson() {
        Company company = Company.of(60_000, 600);
        for (int p = 0; p < 60_000; p++) {
            company.jobNumbers.put("u" + p, "j" + p);
            company.accounts.put("j" + p, Status.FOUND);
        }
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.keepsLines = false;
        rehearsal.key = new Key(Key.Attribute.JOB_NUMBER, null);
        RunResult result = rehearsal.conduct();

        assertThat(result.roster().lookup().found()).isEqualTo(60_000);
        assertThat(rehearsal.run.bytes() / 60_000.0).isLessThan(80);
    }

    /**
     * The hands at a vendor's pace, in virtual time: 20 places an API, each free again one second after its answer.
     * Flat, usual and deep companies, many pages a department, a slow look-up.
     */
    @ParameterizedTest
    @CsvSource({
        "20000, 400, 399, 20, 20",
        "20000, 400, 20, 20, 20",
        "20000, 400, 7, 20, 20",
        "20000, 400, 3, 20, 20",
        "20000, 400, 20, 200, 20",
        "40000, 40, 6, 20, 20",
        "20000, 400, 20, 20, 2",
        "3000, 1000, 10, 50, 20"
    })
    void conduct_whenPaced_keepsTheBusiestApiBusy(int people, int departments, int width, int latency, int lookups) {
        Company company = new Company();
        company.add(1, 0);
        for (int d = 2; d <= departments; d++) {
            company.add(d, 1 + (d - 2) / width);
        }
        for (int p = 0; p < people; p++) {
            company.departments.get(1L + p % departments).people().add("u" + p);
            company.accounts.put("u" + p, Status.FOUND);
        }
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.keepsLines = false;
        Paced paced = new Paced(rehearsal, latency, lookups);
        double seconds = paced.conduct() / 1000.0;

        assertThat(rehearsal.run.result().roster().people()).isEqualTo(people);
        double atBest = Math.max(
                rehearsal.calls.entrySet().stream()
                                .filter(e -> e.getKey().vendor().equals("dingtalk"))
                                .mapToInt(Map.Entry::getValue)
                                .max()
                                .orElseThrow()
                        / 20.0,
                rehearsal.callsOf("huawei.user-details") / (double) lookups);
        // a place is taken for a period and a round trip, which a latency beyond 20 ms makes longer than the 6 % allow
        assertThat(seconds).isLessThanOrEqualTo(1.06 * atBest * (1000 + latency) / 1020);
    }

    /** Virtual time: an answer is an event, and so is a place that becomes free. */
    private static final class Paced {
        private record Event(long at, long number, Runnable what) {}

        private final Rehearsal rehearsal;
        private final int latency;
        private final Map<String, Integer> places = new HashMap<>();
        private final Map<String, Deque<Command.Call<?, ?>>> waiting = new HashMap<>();
        private final PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
        private final Commands commands = new Commands(InstantSource.fixed(Instant.EPOCH));
        private long now;
        private long number;
        private long lastAnswer;
        private final int lookups;

        Paced(Rehearsal rehearsal, int latency, int lookups) {
            this.rehearsal = rehearsal;
            this.latency = latency;
            this.lookups = lookups;
        }

        long conduct() {
            RosterRun run = rehearsal.start();
            run.write(run.enrich(run.pages(run.departments(commands, this::pumpUntil))));
            return lastAnswer;
        }

        private void pumpUntil(BooleanSupplier condition) {
            take();
            while (!condition.getAsBoolean()) {
                Event event = events.remove();
                now = event.at();
                event.what().run();
                take();
            }
        }

        private void take() {
            for (var work = commands.drain(); !work.isEmpty(); work = commands.drain()) {
                for (Command one : work) {
                    if (one instanceof Command.Call<?, ?> ask) {
                        rehearsal.note(ask);
                        String call = ask.operation().name().call();
                        waiting.computeIfAbsent(call, c -> new ArrayDeque<>()).add(ask);
                        send(call);
                    } else if (one instanceof Command.StoreQuery<?> consult) {
                        rehearsal.consult(consult);
                    } else if (one instanceof RosterWrite write) {
                        rehearsal.write(write);
                    }
                }
            }
        }

        private void send(String call) {
            Deque<Command.Call<?, ?>> line = waiting.get(call);
            int free = places.computeIfAbsent(call, c -> c.equals("user-details") ? lookups : 20);
            while (free > 0 && !line.isEmpty()) {
                Command.Call<?, ?> ask = line.remove();
                free--;
                events.add(new Event(now + latency, number++, () -> {
                    lastAnswer = now;
                    events.add(new Event(now + 1000, number++, () -> {
                        places.merge(call, 1, Integer::sum);
                        send(call);
                    }));
                    rehearsal.answer(ask);
                }));
            }
            places.put(call, free);
        }
    }
}
