package io.rollcall.roster;

import io.rollcall.config.FlowConfig.Roster.Join;
import io.rollcall.config.FlowConfig.Roster.Lookup;
import io.rollcall.model.AccountId;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.SkippedRows;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.UserLookup.Found;
import io.rollcall.vendor.UserLookup.Question;
import io.rollcall.vendor.UserLookup.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The questions about people and what the answers say: in batches first, by the vendor's own id where one was learned
 * and by the key otherwise, then alone. A person that it was given ends settled, or left where a batch said nothing
 * certain. Not thread-safe.
 */
final class Lookups {
    /** People that a batch waits for more while they come by; then it goes out as it is. */
    static final int PATIENCE = 2_000;

    private final BatchQueue<Question, List<Found>> lane;
    private final Lookup how;
    private final String ownIdType;
    private final int largestBatch;
    private final LearnedIds learned;

    private Batch byKey;
    private Batch byOwnId;
    private SkippedRows skipped = SkippedRows.NONE;
    private @Nullable String skippedIn;

    Lookups(BatchQueue<Question, List<Found>> lane, Lookup how, UserLookup vendor, LearnedIds learned) {
        this.lane = lane;
        this.how = how;
        this.ownIdType = vendor.ownIdType();
        this.largestBatch = vendor.largestBatch();
        this.learned = learned;
        this.byKey = new Batch(how.idType(), how.join(), false);
        this.byOwnId = new Batch(ownIdType, Join.ID, true);
    }

    /** People by the id that they are asked as. */
    private record Batch(String idType, Join join, boolean own, Map<String, PendingLookup> people) {
        Batch(String idType, Join join, boolean own) {
            this(idType, join, own, new LinkedHashMap<>());
        }

        boolean isOlderThan(int ordinal) {
            return !people.isEmpty() && people.values().iterator().next().ordinal() < ordinal;
        }
    }

    /** Whether the keys are the vendor's own ids, so that there is nothing to learn. */
    boolean keysAreOwnIds() {
        return how.idType().equals(ownIdType);
    }

    /** The problems that rows of answers make which could not be read, for a subject. */
    List<Problem> problems(String subject) {
        return Problem.ofSkipped(subject, skipped, skippedIn);
    }

    private void skip(Outcome.Done<List<Found>> done) {
        if (skipped.isEmpty()) {
            skippedIn = done.requestId();
        }
        skipped = skipped.plus(done.skipped());
    }

    /** Whether no question is under way. */
    boolean isIdle() {
        return lane.isIdle();
    }

    /** Asks about a person with the next batch. People come in their order. */
    void ask(PendingLookup sought, String key) {
        String own = sought.ownId;
        if (own == null) {
            add(byKey, key, sought);
            return;
        }
        PendingLookup other = byOwnId.people().remove(own);
        if (other == null) {
            add(byOwnId, own, sought);
        } else {
            // two keys learned one id, so one of them is out of date, and nobody knows which
            forget(List.of(other, sought));
            add(byKey, keyOf(other), other);
            add(byKey, key, sought);
        }
    }

    /** Sends the batches that have waited long enough for more, now that everybody up to this person came by. */
    void passed(int ordinal) {
        if (byOwnId.isOlderThan(ordinal - PATIENCE)) {
            sendByOwnId();
        }
        if (byKey.isOlderThan(ordinal - PATIENCE)) {
            sendByKey();
        }
    }

    /** Sends what is left: nobody comes any more. */
    void flush() {
        if (!byOwnId.people().isEmpty()) {
            sendByOwnId();
        }
        if (!byKey.people().isEmpty()) {
            sendByKey();
        }
    }

    private void add(Batch batch, String id, PendingLookup sought) {
        batch.people().put(id, sought);
        if (batch.people().size() == largestBatch) {
            if (batch.own()) {
                sendByOwnId();
            } else {
                sendByKey();
            }
        }
    }

    private void sendByKey() {
        Batch full = byKey;
        byKey = new Batch(how.idType(), how.join(), false);
        send(full);
    }

    private void sendByOwnId() {
        Batch full = byOwnId;
        byOwnId = new Batch(ownIdType, Join.ID, true);
        send(full);
    }

    private void send(Batch batch) {
        lane.ask(new Question(batch.idType(), List.copyOf(batch.people().keySet())), outcome -> {
            if (outcome instanceof Outcome.Done<List<Found>> done) {
                skip(done);
                answered(batch, done.value(), done.skipped().isEmpty());
            } else if (outcome instanceof Outcome.Failed<List<Found>> failed) {
                failed(batch, failed.fault());
            }
        });
    }

    /** @param whole whether every row of the answer could be read */
    private void answered(Batch batch, List<Found> items, boolean whole) {
        if (batch.people().size() == 1) {
            // a question about one id has one possible answer, however it came about
            batch.people().forEach((id, sought) -> {
                if (batch.own()) {
                    answeredByOwnId(sought, alone(id, items, batch.join(), whole), whole);
                } else {
                    answeredAlone(sought, id, items, whole);
                }
            });
            return;
        }
        ResponseMatch match = ResponseMatch.of(batch.people().keySet(), items, batch.join());
        List<PendingLookup> stale = new ArrayList<>();
        batch.people().forEach((id, sought) -> {
            Found found = match.sure().get(id);
            boolean gone = found == null ? whole || match.doubtful().contains(id) : !stillMatches(sought, found);
            if (batch.own() && gone) {
                stale.add(sought);
                sought.leave(null);
            } else if (found != null) {
                sought.settle(found);
            } else {
                sought.leave(null);
            }
        });
        forget(stale);
    }

    private void answeredByOwnId(PendingLookup sought, @Nullable Found found, boolean whole) {
        if (found != null && stillMatches(sought, found)) {
            sought.settle(found);
            return;
        }
        if (found != null || whole) {
            forget(List.of(sought));
        }
        sought.leave(null);
    }

    /** Whether what a learned id leads to can still be the person's. */
    private boolean stillMatches(PendingLookup sought, Found found) {
        String account = found.account().account();
        return found.status() != Status.NOT_FOUND
                && (how.join() != Join.ACCOUNT || account == null || account.equals(sought.key()));
    }

    private void failed(Batch batch, Fault fault) {
        List<PendingLookup> people = List.copyOf(batch.people().values());
        if (people.size() == 1) {
            failedOne(batch.own(), people.get(0), fault);
        } else if (RefusedBatch.isAboutOne(fault)) {
            RefusedBatch refused = new RefusedBatch(people, fault, again(batch));
            people.forEach(sought -> {
                sought.leave(fault);
                sought.refusedIn = refused;
            });
        } else {
            people.forEach(sought -> sought.fail(fault));
        }
    }

    private void failedOne(boolean own, PendingLookup sought, Fault fault) {
        if (!own) {
            failedAlone(sought, fault);
        } else if (RefusedBatch.isAboutOne(fault)) {
            // the learned id may be out of date; the key is asked next
            forget(List.of(sought));
            sought.leave(fault);
        } else {
            sought.fail(fault);
        }
    }

    /** How the people of a refused batch are asked about again. */
    private RefusedBatch.Questions again(Batch batch) {
        return new RefusedBatch.Questions() {
            @Override
            public void ask(List<PendingLookup> part, Consumer<@Nullable Fault> then) {
                Batch smaller = new Batch(batch.idType(), batch.join(), batch.own());
                for (PendingLookup sought : part) {
                    String own = sought.ownId;
                    smaller.people().put(batch.own() && own != null ? own : keyOf(sought), sought);
                }
                Question question = new Question(
                        smaller.idType(), List.copyOf(smaller.people().keySet()));
                lane.ask(question, outcome -> {
                    if (outcome instanceof Outcome.Done<List<Found>> done) {
                        skip(done);
                        answered(smaller, done.value(), done.skipped().isEmpty());
                        then.accept(null);
                    } else if (outcome instanceof Outcome.Failed<List<Found>> failed) {
                        then.accept(failed.fault());
                    }
                });
            }

            @Override
            public void failed(PendingLookup sought, Fault fault) {
                failedOne(batch.own(), sought, fault);
            }
        };
    }

    /** Asks about a person that a batch left, by the key. */
    void askAlone(PendingLookup sought) {
        String key = keyOf(sought);
        sought.askAlone();
        lane.ask(new Question(how.idType(), List.of(key)), outcome -> {
            if (outcome instanceof Outcome.Done<List<Found>> done) {
                skip(done);
                answeredAlone(sought, key, done.value(), done.skipped().isEmpty());
            } else if (outcome instanceof Outcome.Failed<List<Found>> failed) {
                failedAlone(sought, failed.fault());
            }
        });
    }

    // of several rows, one that cannot be read included, only an echo tells which is about the id
    private static @Nullable Found alone(String id, List<Found> items, Join join, boolean whole) {
        return whole
                ? ResponseMatch.alone(id, items, join)
                : ResponseMatch.of(Set.of(id), items, join).sure().get(id);
    }

    private void answeredAlone(PendingLookup sought, String key, List<Found> items, boolean whole) {
        Found found = alone(key, items, how.join(), whole);
        if (found != null) {
            sought.settle(found);
            learn(sought, key, found);
        } else {
            sought.settle(items.isEmpty() && whole ? LookupStatus.NOT_FOUND : LookupStatus.UNATTRIBUTED);
        }
        if (sought.ownId != null && sought.status() == LookupStatus.NOT_FOUND) {
            forget(List.of(sought));
        }
    }

    /** Nothing may be learned from an account that two people were shown with. */
    void unlearn(PendingLookup sought, int other) {
        if (!keysAreOwnIds()) {
            learned.unlearn(sought.ordinal(), keyOf(sought));
            learned.unlearn(other, null);
        }
    }

    private void learn(PendingLookup sought, String key, Found found) {
        AccountId id = found.account().id();
        boolean exists = found.status() == Status.FOUND || found.status() == Status.UNCHANGED;
        if (id != null && exists && !keysAreOwnIds() && !sought.isShared()) {
            String value = id.value();
            if (!value.equals(key) && !value.equals(sought.ownId)) {
                learned.learn(sought.ordinal(), key, value);
            }
        }
    }

    private void failedAlone(PendingLookup sought, Fault fault) {
        boolean noSuchUser =
                fault instanceof Fault.NotFound notFound && notFound.subject() == Fault.NotFound.Subject.USER;
        if (noSuchUser) {
            sought.settle(LookupStatus.NOT_FOUND);
        } else {
            sought.fail(fault);
        }
    }

    private void forget(List<PendingLookup> stale) {
        List<String> keys = new ArrayList<>(stale.size());
        for (PendingLookup sought : stale) {
            sought.ownId = null;
            keys.add(keyOf(sought));
        }
        learned.forget(keys);
    }

    private static String keyOf(PendingLookup sought) {
        String key = sought.key();
        if (key == null) {
            throw new IllegalStateException("nobody without a key is asked about");
        }
        return key;
    }
}
