package io.rollcall.state;

import java.util.function.Supplier;

/**
 * Everything that must survive a crash. Every method of every part commits before it returns, and throws
 * {@link StoreException} when it cannot; nothing may be done at a vendor without it. Thread-safe; several processes
 * may share one.
 */
public interface StateStore {

    /**
     * Finds out whether the store can be used, and makes none where there is none yet.
     *
     * @return where it lies, in words for the administrator, without a secret
     * @throws StoreException where it cannot be used
     */
    default String inspect() {
        return "ready";
    }

    /**
     * Commits everything that the work asks of this store on the calling thread together, when the work returns, or
     * nothing of it where it throws. The work asks nothing but the store; it may be called again after it was undone.
     */
    default <T> T atomically(Supplier<T> work) {
        return work.get();
    }

    InvitationRepository invitations();

    PromotionRepository promotions();

    LedgerRepository budget();

    LearnedAccountRepository learnedAccounts();

    AuditRepository audit();

    /** What list files held when they were last accepted. */
    default ListFingerprintRepository lists() {
        return ListFingerprintRepository.NONE;
    }

    /** Removes what has outlived its use. */
    default Maintenance upkeep() {
        return Maintenance.NONE;
    }

    /** The locks that keep two processes from running one flow on its schedule at the same time. */
    default RunnerLocks runnerLocks() {
        return RunnerLocks.NONE;
    }
}
