package io.rollcall.camel.matrix;

import io.rollcall.state.AuditRepository;
import io.rollcall.state.InvitationRepository;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.state.LedgerRepository;
import io.rollcall.state.PromotionRepository;
import io.rollcall.state.StateStore;

/** No store: an application without a monthly budget needs none for its calls. */
public final class NoMemory implements StateStore {

    @Override
    public InvitationRepository invitations() {
        throw unused();
    }

    @Override
    public PromotionRepository promotions() {
        throw unused();
    }

    @Override
    public LedgerRepository budget() {
        throw unused();
    }

    @Override
    public LearnedAccountRepository learnedAccounts() {
        throw unused();
    }

    @Override
    public AuditRepository audit() {
        throw unused();
    }

    private static IllegalStateException unused() {
        return new IllegalStateException("calls that are not metered need no store");
    }
}
