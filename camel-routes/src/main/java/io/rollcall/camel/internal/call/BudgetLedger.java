package io.rollcall.camel.internal.call;

import io.rollcall.budget.Grant;
import io.rollcall.call.CallEffect;
import io.rollcall.call.CallEvent;
import io.rollcall.state.LedgerRepository;
import io.rollcall.state.StateStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the metered calls of applications in the store, and records what vendors refuse. Thread-safe. */
final class BudgetLedger {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetLedger.class);

    private final StateStore store;
    private final String account;
    private final InstantSource wall;

    /**
     * @param account the name of the account, for the log
     * @param wall the time of day
     */
    BudgetLedger(StateStore store, String account, InstantSource wall) {
        this.store = store;
        this.account = account;
        this.wall = wall;
    }

    /** Carries out an effect on the store; null where the effect is another one. */
    @Nullable CallEvent carryOut(CallEffect<?> effect) {
        if (effect instanceof CallEffect.Spend<?> spend) {
            Grant grant = budget().grant(spend.application(), spend.month(), spend.limit(), wall.instant());
            return new CallEvent.Spent(grant);
        } else if (effect instanceof CallEffect.GiveBack<?> giveBack) {
            budget().giveBack(giveBack.application(), giveBack.month());
            return new CallEvent.GivenBack();
        } else if (effect instanceof CallEffect.RecordRefusal<?> refusal) {
            budget().refused(refusal.application(), refusal.month(), wall.instant());
            LOG.warn(
                    "{} refused a metered call: the organization's calls of {} are used up; Rollcall tries a"
                            + " single call now and then to see whether there are more",
                    account,
                    refusal.month().month());
            return new CallEvent.Recorded();
        } else if (effect instanceof CallEffect.RemoveRefusal<?> end) {
            budget().accepted(end.application(), end.month());
            LOG.info("{} accepts metered calls of {} again", account, end.month());
            return new CallEvent.Recorded();
        }
        return null;
    }

    private LedgerRepository budget() {
        return store.budget();
    }
}
