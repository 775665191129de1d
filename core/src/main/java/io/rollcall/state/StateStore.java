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

    /** The fingerprints of list files. */
    default ListFingerprintRepository lists() {
        return ListFingerprintRepository.NONE;
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
