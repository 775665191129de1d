package io.rollcall.memory;

/**
 * Everything that must survive a crash. Every method of every part commits before it returns, and throws
 * {@link MemoryException} when it cannot; nothing may be done at a vendor without it. Thread-safe; several processes
 * may share one.
 */
public interface Memory {
    InvitationBook invitations();

    PromotionBook promotions();

    CallBudget budget();

    LearnedAccounts learnedAccounts();

    AuditTrail audit();
}
