package io.rollcall.camel.matrix;

import io.rollcall.memory.AuditTrail;
import io.rollcall.memory.CallBudget;
import io.rollcall.memory.InvitationBook;
import io.rollcall.memory.LearnedAccounts;
import io.rollcall.memory.Memory;
import io.rollcall.memory.PromotionBook;

/** No store: an application without a monthly budget needs none for its calls. */
public final class NoMemory implements Memory {

    @Override
    public InvitationBook invitations() {
        throw unused();
    }

    @Override
    public PromotionBook promotions() {
        throw unused();
    }

    @Override
    public CallBudget budget() {
        throw unused();
    }

    @Override
    public LearnedAccounts learnedAccounts() {
        throw unused();
    }

    @Override
    public AuditTrail audit() {
        throw unused();
    }

    private static IllegalStateException unused() {
        return new IllegalStateException("calls that are not metered need no store");
    }
}
