package io.rollcall.roster;

import io.rollcall.model.AccountId;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserDetails.Status;
import io.rollcall.report.Problem;
import io.rollcall.roster.LookupBatches.Batch;
import io.rollcall.roster.RosterConfig.Join;
import io.rollcall.roster.RosterConfig.Lookup;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.SkippedRows;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.UserLookup.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests what the vendor knows of people, and decides what the responses say of each: in batches first, by the vendor's own
 * id if an earlier run learned it and by the key otherwise, then alone. Each person ends settled, or open if a batch said
 * nothing certain. Not thread-safe.
 */
final class Lookups {
    private final BatchQueue<Question, List<UserDetails>> calls;
    private final Lookup config;
    private final String ownIdType;
    private final LearnedIds learned;
    private final LookupBatches batches;
    private SkippedRows skipped = SkippedRows.NONE;
    private @Nullable String skippedIn;

    Lookups(BatchQueue<Question, List<UserDetails>> calls, Lookup config, UserLookup vendor, LearnedIds learned) {
        this.calls = calls;
        this.config = config;
        this.ownIdType = vendor.ownIdType();
        this.learned = learned;
        this.batches = new LookupBatches(config, vendor, this::send);
    }

    /** Whether the keys are the vendor's own ids, so that there is nothing to learn. */
    boolean keysAreOwnIds() {
        return config.idType().equals(ownIdType);
    }

    /** The problems of rows in responses that could not be read. */
    List<Problem> problems(String subject) {
        return Problem.ofSkipped(subject, skipped, skippedIn);
    }

    /** Whether no call is under way or queued. */
    boolean isIdle() {
        return calls.isIdle();
    }

    /** Looks a person up with the next batch. People come in their order. */
    void lookUp(PendingLookup pending, String key) {
        String own = pending.ownId;
        if (own == null) {
            batches.addByKey(key, pending);
            return;
        }
        PendingLookup other = batches.removeByOwnId(own);
        if (other == null) {
            batches.addByOwnId(own, pending);
        } else {
            // two keys learned one id, so one of them is out of date, and it is unknown which
            forget(List.of(other, pending));
            batches.addByKey(keyOf(other), other);
            batches.addByKey(key, pending);
        }
    }

    /** Sends the batches that have waited long enough, now that everyone up to this person has passed. */
    void passed(int ordinal) {
        batches.passed(ordinal);
    }

    /** Sends the last batch; no more people are added. */
    void flush() {
        batches.flush();
    }

    private void send(Batch batch) {
        request(batch.request(), (items, whole) -> responded(batch, items, whole), fault -> failed(batch, fault));
    }

    /** Takes the items of a response, and whether every row of it could be read. */
    private interface Response {
        void accept(List<UserDetails> items, boolean whole);
    }

    private void request(Question question, Response response, Consumer<Fault> failure) {
        calls.call(question, outcome -> {
            if (outcome instanceof Outcome.Done<List<UserDetails>> done) {
                if (skipped.isEmpty()) {
                    skippedIn = done.requestId();
                }
                skipped = skipped.plus(done.skipped());
                response.accept(done.value(), done.skipped().isEmpty());
            } else if (outcome instanceof Outcome.Failed<List<UserDetails>> failed) {
                failure.accept(failed.fault());
            }
        });
    }

    private void responded(Batch batch, List<UserDetails> items, boolean whole) {
        if (batch.people().size() == 1) {
            // a request for one id has one possible response, in a batch or alone
            batch.people().forEach((id, pending) -> {
                if (batch.own()) {
                    respondedByOwnId(pending, alone(id, items, batch.join(), whole), whole);
                } else {
                    respondedAlone(pending, id, items, whole);
                }
            });
            return;
        }
        ResponseMatch match = ResponseMatch.of(batch.people().keySet(), items, batch.join());
        List<PendingLookup> stale = new ArrayList<>();
        batch.people().forEach((id, pending) -> {
            UserDetails found = match.sure().get(id);
            boolean gone = found == null ? whole || match.doubtful().contains(id) : !stillMatches(pending, found);
            if (batch.own() && gone) {
                stale.add(pending);
                pending.leaveOpen(null);
            } else if (found != null) {
                pending.settle(found);
            } else {
                pending.leaveOpen(null);
            }
        });
        forget(stale);
    }

    private void respondedByOwnId(PendingLookup pending, @Nullable UserDetails found, boolean whole) {
        if (found != null && stillMatches(pending, found)) {
            pending.settle(found);
            return;
        }
        if (found != null || whole) {
            forget(List.of(pending));
        }
        pending.leaveOpen(null);
    }

    /** Whether what a learned id leads to can still be the person's. */
    private boolean stillMatches(PendingLookup pending, UserDetails found) {
        String account = found.account().account();
        return found.status() != Status.NOT_FOUND
                && (config.join() != Join.ACCOUNT || account == null || account.equals(pending.key()));
    }

    private void failed(Batch batch, Fault fault) {
        List<PendingLookup> people = List.copyOf(batch.people().values());
        if (people.size() == 1) {
            failedOne(batch.own(), people.get(0), fault);
        } else if (RefusedBatch.isAboutOne(fault)) {
            RefusedBatch refused = new RefusedBatch(people, fault, partsOf(batch));
            people.forEach(pending -> {
                pending.leaveOpen(fault);
                pending.refusedIn = refused;
            });
        } else {
            people.forEach(pending -> pending.fail(fault));
        }
    }

    private void failedOne(boolean own, PendingLookup pending, Fault fault) {
        if (!own) {
            failedAlone(pending, fault);
        } else if (RefusedBatch.isAboutOne(fault)) {
            // the learned id may be out of date; a request by the key follows
            forget(List.of(pending));
            pending.leaveOpen(fault);
        } else {
            pending.fail(fault);
        }
    }

    /** How the parts of a refused batch are requested. */
    private RefusedBatch.Requests partsOf(Batch batch) {
        return new RefusedBatch.Requests() {
            @Override
            public void request(List<PendingLookup> part, Consumer<@Nullable Fault> then) {
                Batch smaller = batch.empty();
                for (PendingLookup pending : part) {
                    String own = pending.ownId;
                    smaller.people().put(batch.own() && own != null ? own : keyOf(pending), pending);
                }
                Lookups.this.request(
                        smaller.request(),
                        (items, whole) -> {
                            responded(smaller, items, whole);
                            then.accept(null);
                        },
                        then::accept);
            }

            @Override
            public void failed(PendingLookup pending, Fault fault) {
                failedOne(batch.own(), pending, fault);
            }
        };
    }

    /** Looks up a person that a batch left open, by the key. */
    void lookUpAlone(PendingLookup pending) {
        String key = keyOf(pending);
        pending.lookUpAlone();
        request(
                new Question(config.idType(), List.of(key)),
                (items, whole) -> respondedAlone(pending, key, items, whole),
                fault -> failedAlone(pending, fault));
    }

    // of several rows, one that cannot be read included, only an echo tells which is about the id
    private static @Nullable UserDetails alone(String id, List<UserDetails> items, Join join, boolean whole) {
        return whole
                ? ResponseMatch.alone(id, items, join)
                : ResponseMatch.of(Set.of(id), items, join).sure().get(id);
    }

    private void respondedAlone(PendingLookup pending, String key, List<UserDetails> items, boolean whole) {
        UserDetails found = alone(key, items, config.join(), whole);
        if (found != null) {
            pending.settle(found);
            learn(pending, key, found);
        } else {
            pending.settle(items.isEmpty() && whole ? LookupStatus.NOT_FOUND : LookupStatus.UNATTRIBUTED);
        }
        if (pending.ownId != null && pending.status() == LookupStatus.NOT_FOUND) {
            forget(List.of(pending));
        }
    }

    /** Forgets what was learned from an account that two people were shown with. */
    void unlearn(PendingLookup pending, int other) {
        if (!keysAreOwnIds()) {
            learned.unlearn(pending.ordinal(), keyOf(pending));
            learned.unlearn(other, null);
        }
    }

    private void learn(PendingLookup pending, String key, UserDetails found) {
        AccountId id = found.account().id();
        boolean exists = found.status() == Status.FOUND || found.status() == Status.UNCHANGED;
        if (id != null && exists && !keysAreOwnIds() && !pending.isAmbiguous()) {
            String value = id.value();
            if (!value.equals(key) && !value.equals(pending.ownId)) {
                learned.learn(pending.ordinal(), key, value);
            }
        }
    }

    private void failedAlone(PendingLookup pending, Fault fault) {
        boolean noSuchUser =
                fault instanceof Fault.NotFound notFound && notFound.subject() == Fault.NotFound.Subject.USER;
        if (noSuchUser) {
            pending.settle(LookupStatus.NOT_FOUND);
        } else {
            pending.fail(fault);
        }
    }

    private void forget(List<PendingLookup> stale) {
        List<String> keys = new ArrayList<>(stale.size());
        for (PendingLookup pending : stale) {
            pending.ownId = null;
            keys.add(keyOf(pending));
        }
        learned.forget(keys);
    }

    private static String keyOf(PendingLookup pending) {
        String key = pending.key();
        if (key == null) {
            throw new IllegalStateException("A person without a key cannot be looked up.");
        }
        return key;
    }
}
