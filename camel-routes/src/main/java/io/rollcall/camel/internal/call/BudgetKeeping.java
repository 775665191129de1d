package io.rollcall.camel.internal.call;

import io.rollcall.call.BillingMonth;
import io.rollcall.call.Effect;
import io.rollcall.call.Event;
import io.rollcall.call.Fault;
import io.rollcall.call.Line;
import io.rollcall.memory.Memory;
import java.time.InstantSource;

/** Keeps count, in the store, of the metered calls of one application. Thread-safe. */
final class BudgetKeeping {
    private final Memory memory;
    private final Line line;
    private final InstantSource wall;

    BudgetKeeping(Memory memory, Line line, InstantSource wall) {
        this.memory = memory;
        this.line = line;
        this.wall = wall;
    }

    /** Counts a call, or takes it back, as the call wishes. */
    void count(Conversation<?, ?> conversation) {
        Effect<?> effect = conversation.effect();
        if (effect instanceof Effect.Spend<?> spend) {
            boolean granted = memory.budget().spend(spend.application(), spend.month(), spend.limit());
            conversation.tell(new Event.Spent(granted));
        } else if (effect instanceof Effect.GiveBack<?> giveBack) {
            memory.budget().giveBack(giveBack.application(), giveBack.month());
            conversation.tell(new Event.GivenBack());
        }
    }

    /**
     * Remembers where the vendor said that the month is used up. The line knows it for as long as the program runs; the
     * store tells other processes, and this one after a restart.
     */
    void answered(Conversation<?, ?> conversation) {
        if (conversation.trouble() == Fault.Kind.QUOTA && line.monthlyCalls() > 0) {
            memory.budget().useUp(line.application(), BillingMonth.of(wall.instant()), line.monthlyCalls());
        }
    }
}
