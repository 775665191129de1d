package io.rollcall.roster;

import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import io.rollcall.model.UserDetails;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
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
 * The people on their way into the roster, in its order: taken in, looked up, and let out once everybody before them is.
 *
 * <p>What is asked and what it leads to depends on the order of the people alone, not on which answer came first: the
 * batches are filled in that order, and so is the allowance of questions about one person handed out. So two runs over
 * an unchanged company write the same. Not thread-safe.
 */
final class RosterJoiner {
    private static final int FORGOTTEN_AT_ONCE = 1_024;

    private final Lookups lookups;
    private final LearnedIds learned;
    private final @Nullable SharedKeys sharedKeys;
    private final SharedAccounts sharedAccounts = new SharedAccounts();
    private final LookupRecords records = new LookupRecords();
    private final LateUpdates amendments;
    private final Consumer<Problem> announce;
    private final int groupSize;
    private final int room;

    private final List<PendingLookup> line = new ArrayList<>();
    private int base;
    private int letOut;
    private int decided;

    private List<PendingLookup> group = new ArrayList<>();
    private final Deque<List<PendingLookup>> groups = new ArrayDeque<>();
    private boolean consulting;
    private boolean ended;
    private int allowance;
    private boolean halving;
    private boolean answered;
    /** A batch of which everybody was refused for one reason; null where there is none. */
    private @Nullable RefusedBatch refusedWhole;

    private final LookupTally tally = new LookupTally();
    private final Map<Integer, Problem> problems = new TreeMap<>();

    /**
     * @param keysTellApart whether two people can never have one key
     * @param announce told of a problem once nothing can take it back
     * @param allowance the most questions about one person alone
     * @param groupSize how many people's learned ids are looked up in the store at once
     * @param room the most people on their way
     */
    RosterJoiner(
            Lookups lookups,
            LearnedIds learned,
            boolean keysTellApart,
            LateUpdates amendments,
            Consumer<Problem> announce,
            int allowance,
            int groupSize,
            int room) {
        this.lookups = lookups;
        this.learned = learned;
        this.sharedKeys = keysTellApart ? null : new SharedKeys();
        this.amendments = amendments;
        this.announce = announce;
        this.allowance = allowance;
        this.groupSize = groupSize;
        // a batch may wait for PATIENCE people behind a group that is not full
        this.room = Math.max(room, Lookups.PATIENCE + 3 * groupSize);
    }

    boolean hasRoom() {
        return base + line.size() - letOut < room;
    }

    /** Takes the next person in; people come in the roster's order, without gaps. */
    void accept(PendingLookup sought) {
        line.add(sought);
        String key = sought.key();
        if (key == null) {
            sought.settle(LookupStatus.UNATTRIBUTED);
        } else if (sharedKeys != null) {
            int owner = sharedKeys.take(key, sought.ordinal());
            if (owner != SharedKeys.NOBODY) {
                sought.settle(LookupStatus.UNATTRIBUTED);
                share(owner);
            }
        }
        group.add(sought);
        if (group.size() == groupSize) {
            closeGroup();
        }
    }

    private void share(int owner) {
        if (owner >= letOut) {
            line.get(owner - base).share();
            return;
        }
        strip(owner);
    }

    /** Takes back what a record says of its look-up. */
    private void strip(int owner) {
        LookupStatus written = records.written(owner);
        if (written != LookupStatus.UNATTRIBUTED) {
            tally.remove(written);
            tally.add(LookupStatus.UNATTRIBUTED);
            records.wrote(owner, LookupStatus.UNATTRIBUTED);
            problems.remove(owner);
            amendments.strip(owner);
        }
    }

    /** One account for several people is nobody's: none of them gets it, and nothing is learned from it. */
    private void shareAccount(PendingLookup sought) {
        UserDetails account = sought.shownAccount();
        String key = sought.key();
        if (account == null || key == null) {
            return;
        }
        for (int other : sharedAccounts.take(account, key, sought.ordinal())) {
            sought.share();
            lookups.unlearn(sought, other);
            strip(other);
        }
    }

    /** Nobody comes any more. */
    void end() {
        ended = true;
        if (sharedKeys != null) {
            problems.values().forEach(announce);
        }
        closeGroup();
    }

    private void closeGroup() {
        if (!group.isEmpty()) {
            groups.add(group);
            group = new ArrayList<>(groupSize);
        }
        askGroups();
    }

    // one group after the other, so that the batches fill in the people's order
    private void askGroups() {
        while (!consulting && !groups.isEmpty()) {
            List<PendingLookup> next = groups.remove();
            List<String> keys = new ArrayList<>(next.size());
            for (PendingLookup sought : next) {
                String key = sought.key();
                if (key != null && sought.state() == PendingLookup.State.ASKING) {
                    keys.add(key);
                }
            }
            if (keys.isEmpty() || lookups.keysAreOwnIds()) {
                ask(next, Map.of());
            } else {
                consulting = true;
                learned.known(keys, known -> {
                    consulting = false;
                    ask(next, known);
                    askGroups();
                });
            }
        }
        if (ended && !consulting) {
            lookups.flush();
        }
    }

    private void ask(List<PendingLookup> people, Map<LookupKey, AccountId> known) {
        for (PendingLookup sought : people) {
            String key = sought.key();
            if (key != null && sought.state() == PendingLookup.State.ASKING) {
                AccountId own = known.isEmpty() ? null : known.get(new LookupKey(key));
                sought.ownId = own == null ? null : own.value();
                lookups.ask(sought, key);
            }
        }
        lookups.passed(people.get(people.size() - 1).ordinal());
    }

    /** Lets out whoever is settled, in order; empty where nobody is. */
    List<RosterEntry> letOut() {
        handOutAllowance();
        List<RosterEntry> entries = new ArrayList<>();
        while (letOut < decided && line.get(letOut - base).state() == PendingLookup.State.SETTLED) {
            entries.add(write(line.get(letOut - base)));
            letOut++;
        }
        if (letOut - base >= FORGOTTEN_AT_ONCE || letOut - base == line.size()) {
            line.subList(0, letOut - base).clear();
            base = letOut;
        }
        if (ended && line.isEmpty()) {
            learned.flush();
        }
        return entries;
    }

    private void handOutAllowance() {
        while (!halving
                && decided - base < line.size()
                && line.get(decided - base).state() != PendingLookup.State.ASKING) {
            PendingLookup sought = line.get(decided - base);
            RefusedBatch refused = sought.refusedIn;
            if (refused != null) {
                askAgain(refused);
                continue;
            }
            if (sought.state() == PendingLookup.State.LEFT) {
                Fault why = sought.fault();
                if (takeOne()) {
                    lookups.askAlone(sought);
                } else if (why == null) {
                    sought.settle(LookupStatus.UNATTRIBUTED);
                } else {
                    sought.fail(why);
                }
            }
            answered |=
                    sought.key() != null && sought.state() == PendingLookup.State.SETTLED && sought.status() != null;
            decided++;
        }
    }

    private boolean takeOne() {
        if (allowance == 0) {
            return false;
        }
        allowance--;
        return true;
    }

    // one refused batch after the other, so that the allowance does not depend on which answer came first
    private void askAgain(RefusedBatch refused) {
        RefusedBatch before = refusedWhole;
        if (before != null && !answered && before.isAlike(refused.refusal())) {
            refused.giveUp();
            return;
        }
        halving = true;
        refused.begin(this::takeOne, whole -> {
            halving = false;
            refusedWhole = whole ? refused : refusedWhole;
        });
    }

    private RosterEntry write(PendingLookup sought) {
        shareAccount(sought);
        LookupStatus status = sought.status();
        tally.add(status);
        records.wrote(sought.ordinal(), status);
        Fault fault = sought.fault();
        if (status == null && fault != null) {
            Problem problem = Problem.of("user " + sought.person().id(), fault);
            problems.put(sought.ordinal(), problem);
            // somebody with the same key may still come, and then there was nothing to ask
            if (sharedKeys == null || ended) {
                announce.accept(problem);
            }
        }
        return sought.entry();
    }

    /** Whether everybody is out and everything that was learned is in the store. */
    boolean isDone() {
        return ended && line.isEmpty() && groups.isEmpty() && lookups.isIdle() && learned.isIdle();
    }

    /** How many people were let out. */
    int people() {
        return letOut;
    }

    RosterResult.Lookups tally() {
        return tally.lookups();
    }

    /** Whose look-up failed, in the roster's order. */
    List<Problem> problems() {
        return List.copyOf(problems.values());
    }

    /** The bytes that knowing shared keys and accounts takes now. */
    long bytes() {
        return (sharedKeys == null ? 0 : sharedKeys.bytes()) + sharedAccounts.bytes() + records.bytes();
    }
}
