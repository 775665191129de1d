package io.rollcall.camel.internal.call;

import io.rollcall.budget.CallUse;
import io.rollcall.budget.Grant;
import io.rollcall.call.CallEffect;
import io.rollcall.call.CallEvent;
import io.rollcall.state.LedgerRepository;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.OperationName;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the metered calls of applications in the store, and records what vendors refuse. Thread-safe. */
final class BudgetLedger {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetLedger.class);

    private final StateStore store;
    private final String account;
    private final ZoneId zone;
    private final InstantSource wall;

    /**
     * @param account the name of the account, for the log
     * @param zone the vendor's, in which days and months count
     * @param wall the time of day
     */
    BudgetLedger(StateStore store, String account, ZoneId zone, InstantSource wall) {
        this.store = store;
        this.account = account;
        this.zone = zone;
        this.wall = wall;
    }

    /**
     * Carries out an effect on the store; null where the effect is another one.
     *
     * @param operation of the call
     * @param flow whose run makes the call; null for none
     */
    @Nullable CallEvent carryOut(CallEffect<?> effect, OperationName operation, @Nullable String flow) {
        if (effect instanceof CallEffect.Spend<?> spend) {
            return new CallEvent.Spent(grant(spend, use(operation, flow, spend.month())));
        } else if (effect instanceof CallEffect.GiveBack<?> giveBack) {
            budget().giveBack(giveBack.application(), giveBack.month(), use(operation, flow, giveBack.month()));
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

    private CallUse use(OperationName operation, @Nullable String flow, YearMonth month) {
        return new CallUse(LocalDate.ofInstant(wall.instant(), zone), flow, operation).within(month);
    }

    private Grant grant(CallEffect.Spend<?> spend, CallUse use) {
        if (spend.heedsRefusal()) {
            return budget().grant(spend.application(), spend.month(), spend.limit(), use, wall.instant());
        }
        return budget().spend(spend.application(), spend.month(), spend.limit(), use) ? Grant.GRANTED : Grant.USED_UP;
    }

    private LedgerRepository budget() {
        return store.budget();
    }
}
