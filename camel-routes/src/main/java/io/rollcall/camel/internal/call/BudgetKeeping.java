package io.rollcall.camel.internal.call;

import io.rollcall.budget.Grant;
import io.rollcall.call.Effect;
import io.rollcall.call.Event;
import io.rollcall.memory.CallBudget;
import io.rollcall.memory.Memory;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the metered calls of applications in the store, and records what vendors refuse. Thread-safe. */
final class BudgetKeeping {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetKeeping.class);

    private final Memory memory;
    private final String account;
    private final InstantSource wall;

    /**
     * @param account the name of the account, for the log
     * @param wall the time of day
     */
    BudgetKeeping(Memory memory, String account, InstantSource wall) {
        this.memory = memory;
        this.account = account;
        this.wall = wall;
    }

    /** Carries out what a call wants of the store. */
    void count(Conversation<?, ?> conversation) {
        Effect<?> effect = conversation.effect();
        if (effect instanceof Effect.Spend<?> spend) {
            Grant grant = budget().grant(spend.application(), spend.month(), spend.limit(), wall.instant());
            conversation.tell(new Event.Spent(grant));
        } else if (effect instanceof Effect.GiveBack<?> giveBack) {
            budget().giveBack(giveBack.application(), giveBack.month());
            conversation.tell(new Event.GivenBack());
        } else if (effect instanceof Effect.RecordRefusal<?> refusal) {
            budget().refused(refusal.application(), refusal.month(), wall.instant());
            LOG.warn(
                    "{} refused a metered call: the organization's calls of {} are used up; Rollcall finds out with a"
                            + " single call now and then whether there are more",
                    account,
                    refusal.month());
            conversation.tell(new Event.Recorded());
        } else if (effect instanceof Effect.RemoveRefusal<?> end) {
            budget().accepted(end.application(), end.month());
            LOG.info("{} accepts metered calls of {} again", account, end.month());
            conversation.tell(new Event.Recorded());
        }
    }

    private CallBudget budget() {
        return memory.budget();
    }
}
