package io.rollcall.roster;

import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import io.rollcall.model.UserAccount;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks people up and returns their records in the roster's order.
 *
 * <p>The requests and their effects depend on the order of the people alone, not on the order of the responses: the batches
 * are filled in that order, and so is the allowance of requests about one person spent. So two runs over an unchanged
 * company write the same. Not thread-safe.
 */
final class RosterJoiner {
    private static final int REMOVED_AT_ONCE = 1_024;

    private final Lookups lookups;
    private final LearnedIds learned;
    private final boolean looksUp;
    private final @Nullable SharedKeys sharedKeys;
    private final SharedAccounts sharedAccounts = new SharedAccounts();
    private final RecordStates records;
    private final LateUpdates updates;
    private final Consumer<Problem> publish;
    private final int groupSize;
    private final int room;

    /** The people on their way, from the number {@link #base} on; those before {@link #emitted} have left. */
    private final List<PendingLookup> people = new ArrayList<>();

    private int base;
    private int emitted;
    /** The number of the first person of whom it is not decided whether a request of their own follows. */
    private int decided;

    private List<PendingLookup> group = new ArrayList<>();
    private final Deque<List<PendingLookup>> groups = new ArrayDeque<>();
    private boolean reading;
    private boolean ended;
    private int allowance;
    private boolean splitting;
    private boolean anyResult;
    /** A batch of which everyone was refused for one reason; null if there is none. */
    private @Nullable RefusedBatch refusedWhole;

    private final Map<Integer, Problem> problems = new TreeMap<>();

    /**
     * @param looksUp whether people are looked up; otherwise records say nothing of a look-up
     * @param keysAreUnique whether two people can never have one key
     * @param publish receives a problem once it is certain to be in the report
     * @param allowance the most requests about one person alone
     * @param groupSize how many people's learned ids are read from the store at once
     * @param room the most people on their way
     */
    RosterJoiner(
            Lookups lookups,
            LearnedIds learned,
            boolean looksUp,
            boolean keysAreUnique,
            RecordStates records,
            LateUpdates updates,
            Consumer<Problem> publish,
            int allowance,
            int groupSize,
            int room) {
        this.lookups = lookups;
        this.learned = learned;
        this.looksUp = looksUp;
        this.sharedKeys = keysAreUnique || !looksUp ? null : new SharedKeys();
        this.records = records;
        this.updates = updates;
        this.publish = publish;
        this.allowance = allowance;
        this.groupSize = groupSize;
        // a batch may wait for further people behind a group that is not full
        this.room = Math.max(room, LookupBatches.MOST_PASSED + 3 * groupSize);
    }

    boolean hasRoom() {
        return base + people.size() - emitted < room;
    }

    /** Takes the next person; people come in the roster's order, without gaps. */
    void accept(PendingLookup pending) {
        people.add(pending);
        String key = pending.key();
        if (!looksUp) {
            pending.skip();
        } else if (key == null) {
            pending.settle(LookupStatus.UNATTRIBUTED);
        } else if (sharedKeys != null) {
            int owner = sharedKeys.take(key, pending.ordinal());
            if (owner != SharedKeys.NONE) {
                pending.settle(LookupStatus.UNATTRIBUTED);
                markAmbiguous(owner);
            }
        }
        group.add(pending);
        if (group.size() == groupSize) {
            closeGroup();
        }
    }

    private void markAmbiguous(int owner) {
        if (owner >= emitted) {
            people.get(owner - base).markAmbiguous();
        } else {
            withdraw(owner);
        }
    }

    /** Takes back what a record says of its look-up. */
    private void withdraw(int owner) {
        if (records.status(owner) != LookupStatus.UNATTRIBUTED) {
            records.withdraw(owner);
            problems.remove(owner);
            updates.markAmbiguous(owner);
        }
    }

    /** An account that is shown for several people belongs to none of them for certain, and nothing is learned from it. */
    private void checkAccount(PendingLookup pending) {
        UserAccount account = pending.shownAccount();
        String key = pending.key();
        if (account == null || key == null) {
            return;
        }
        for (int other : sharedAccounts.take(account, key, pending.ordinal())) {
            pending.markAmbiguous();
            lookups.unlearn(pending, other);
            withdraw(other);
        }
    }

    /** No more people come. */
    void end() {
        ended = true;
        if (sharedKeys != null) {
            problems.values().forEach(publish);
        }
        closeGroup();
    }

    private void closeGroup() {
        if (!group.isEmpty()) {
            groups.add(group);
            group = new ArrayList<>(groupSize);
        }
        lookUpGroups();
    }

    // one group after the other, so that the batches fill in the people's order
    private void lookUpGroups() {
        while (!reading && !groups.isEmpty()) {
            List<PendingLookup> next = groups.remove();
            List<String> keys = new ArrayList<>(next.size());
            for (PendingLookup pending : next) {
                String key = pending.key();
                if (key != null && pending.state() == PendingLookup.State.IN_BATCH) {
                    keys.add(key);
                }
            }
            if (keys.isEmpty() || lookups.keysAreOwnIds()) {
                lookUp(next, Map.of());
            } else {
                reading = true;
                learned.known(keys, known -> {
                    reading = false;
                    lookUp(next, known);
                    lookUpGroups();
                });
            }
        }
        if (ended && !reading) {
            lookups.flush();
        }
    }

    private void lookUp(List<PendingLookup> next, Map<LookupKey, AccountId> known) {
        for (PendingLookup pending : next) {
            String key = pending.key();
            if (key != null && pending.state() == PendingLookup.State.IN_BATCH) {
                AccountId own = known.isEmpty() ? null : known.get(new LookupKey(key));
                pending.ownId = own == null ? null : own.value();
                lookups.lookUp(pending, key);
            }
        }
        lookups.passed(next.get(next.size() - 1).ordinal());
    }

    /** Whether the next person's record is ready. */
    boolean isNextReady() {
        advance();
        return emitted < decided && people.get(emitted - base).state() == PendingLookup.State.SETTLED;
    }

    /** The next record; called only if it {@link #isNextReady}. */
    RosterEntry next() {
        PendingLookup pending = people.get(emitted - base);
        checkAccount(pending);
        LookupStatus status = pending.status();
        records.add(status);
        emitted++;
        Fault fault = pending.fault();
        if (status == null && fault != null) {
            Problem problem = Problem.of("user " + pending.person().id(), fault);
            problems.put(pending.ordinal(), problem);
            // a person with the same key may still come, and then the look-up does not count
            if (sharedKeys == null || ended) {
                publish.accept(problem);
            }
        }
        if (emitted - base >= REMOVED_AT_ONCE || emitted - base == people.size()) {
            people.subList(0, emitted - base).clear();
            base = emitted;
        }
        if (isDrained()) {
            learned.flush();
        }
        return pending.entry();
    }

    /** Whether every record has left and no more people come. */
    boolean isDrained() {
        return ended && people.isEmpty();
    }

    /** Decides in order of whom a request of their own, or a part of a refused batch, follows. */
    void advance() {
        while (!splitting
                && decided - base < people.size()
                && people.get(decided - base).state() != PendingLookup.State.IN_BATCH) {
            PendingLookup pending = people.get(decided - base);
            RefusedBatch refused = pending.refusedIn;
            if (refused != null) {
                split(refused);
                continue;
            }
            if (pending.state() == PendingLookup.State.OPEN) {
                Fault cause = pending.fault();
                if (spendOne()) {
                    lookups.lookUpAlone(pending);
                } else if (cause == null) {
                    pending.settle(LookupStatus.UNATTRIBUTED);
                } else {
                    pending.fail(cause);
                }
            }
            anyResult |=
                    pending.key() != null && pending.state() == PendingLookup.State.SETTLED && pending.status() != null;
            decided++;
        }
    }

    private boolean spendOne() {
        if (allowance == 0) {
            return false;
        }
        allowance--;
        return true;
    }

    // one refused batch after the other, so that the allowance does not depend on the order of the responses
    private void split(RefusedBatch refused) {
        RefusedBatch before = refusedWhole;
        if (before != null && !anyResult && before.isAlike(refused.refusal())) {
            refused.giveUp();
            return;
        }
        splitting = true;
        refused.begin(this::spendOne, whole -> {
            splitting = false;
            refusedWhole = whole ? refused : refusedWhole;
        });
    }

    /** Whether no call is outstanding and everything that was learned is in the store. */
    boolean isDone() {
        return lookups.isIdle() && learned.isIdle();
    }

    /** The failed look-ups, in the roster's order. */
    List<Problem> problems() {
        return List.copyOf(problems.values());
    }

    /** The bytes that the shared keys, the accounts and the records' states take now. */
    long bytes() {
        return (sharedKeys == null ? 0 : sharedKeys.bytes()) + sharedAccounts.bytes() + records.bytes();
    }
}
