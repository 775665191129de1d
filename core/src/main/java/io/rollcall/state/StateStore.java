package io.rollcall.state;

import java.util.function.Supplier;

/**
 * State that must survive a crash. Every method of every repository commits before it returns, and throws
 * {@link StoreException} if it cannot; Rollcall changes nothing at a vendor without it. Thread-safe; several processes
 * may share one.
 */
public interface StateStore {

    /**
     * Checks whether the store can be used; creates none.
     *
     * @return the location in words for the administrator, without a secret
     * @throws StoreException if it cannot be used
     */
    default String inspect() {
        return "ready";
    }

    /**
     * Runs work in one transaction: commits everything that it does with this store on the calling thread when it returns,
     * and nothing if it throws. The work must use nothing but the store, because it may run again after a rollback.
     */
    default <T> T atomically(Supplier<T> work) {
        return work.get();
    }

    InvitationRepository invitations();

    PromotionRepository promotions();

    LedgerRepository budget();

    LearnedAccountRepository learnedAccounts();

    AuditRepository audit();

    /** The pauses of changes. */
    default PauseRepository pauses() {
        return PauseRepository.NONE;
    }

    /** The fingerprints of list files. */
    default ListFingerprintRepository lists() {
        return ListFingerprintRepository.NONE;
    }

    /** The opens and events of connections over which vendors push. */
    default StreamRepository stream() {
        return StreamRepository.NONE;
    }

    /** The tracked rosters. */
    default RosterRepository rosters() {
        return RosterRepository.NONE;
    }

    /** How runs ended. */
    default RunRepository runs() {
        return RunRepository.NONE;
    }

    /** The people of tracked rosters, for those who look for them. */
    default PeopleRepository people() {
        return PeopleRepository.NONE;
    }

    /** Who was in which meeting. */
    default HistoryRepository history() {
        return HistoryRepository.NONE;
    }

    /** The channels that tell people about runs. */
    default TellRepository tell() {
        return TellRepository.NONE;
    }

    /** Removes old rows. */
    default Maintenance upkeep() {
        return Maintenance.NONE;
    }

    /** The locks that keep two processes from running one flow on its schedule at the same time. */
    default RunnerLocks runnerLocks() {
        return RunnerLocks.NONE;
    }
}
