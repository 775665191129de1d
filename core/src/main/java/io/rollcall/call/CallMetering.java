package io.rollcall.call;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.Grant;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Purpose;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts one call against the month's budget and the run's limit, and gives it back where the vendor does not count it.
 * Not thread-safe: used by the one {@link Call} that it belongs to.
 */
final class CallMetering<O> {
    private final Operation<?, O> operation;
    private final Purpose purpose;
    private final ApplicationState application;
    private final CallCount count;
    private final boolean budgeted;

    private @Nullable BillingMonth month;
    private @Nullable YearMonth spentIn;
    private boolean admitted;
    private boolean trying;
    private long refusalsSeen;
    private @Nullable CallEffect<O> afterStore;

    CallMetering(Operation<?, O> operation, Purpose purpose, ApplicationState application, CallCount count) {
        this.operation = operation;
        this.purpose = purpose;
        this.application = application;
        this.count = count;
        this.budgeted = operation.metered() && application.monthlyCalls() > 0;
    }

    /**
     * Begins an attempt.
     *
     * @param then what to do once the attempt is counted
     */
    CallEffect<O> spend(Moment now, CallEffect<O> then) {
        if (!operation.metered()) {
            return then;
        }
        trying = false;
        BillingMonth current = BillingMonth.of(now.wall(), application.quotaZone());
        month = current;
        refusalsSeen = application.refusals();
        afterStore = then;
        if (!budgeted) {
            return decided(heedsRefusal() ? application.grantUncounted(current, now.wall()) : Grant.GRANTED);
        }
        if (!count.admit()) {
            return fail(CallFaults.runUsedUp(origin(), count));
        }
        admitted = true;
        spentIn = current.month();
        return new CallEffect.Spend<>(
                application.application(), current.month(), application.limit(purpose), heedsRefusal());
    }

    private boolean heedsRefusal() {
        return purpose != Purpose.EVENTS;
    }

    /** Continues after {@link CallEffect.Spend}. */
    CallEffect<O> decided(Grant grant) {
        if (grant.given()) {
            trying = grant.kind() == Grant.Kind.TRY;
            return stored();
        }
        spentIn = null;
        readmit();
        Exhaustion refusal = grant.exhaustion();
        if (refusal != null) {
            return fail(CallFaults.quotaRefused(origin(), refusal, application.quotaZone()));
        }
        return fail(
                purpose == Purpose.POLL && application.reserve() > 0
                        ? CallFaults.onlyReserveLeft(origin(), application)
                        : CallFaults.budgetUsedUp(origin(), application));
    }

    /** Continues after any other effect on the store. */
    CallEffect<O> stored() {
        return Objects.requireNonNull(afterStore);
    }

    /** Whether this is the one call that finds out whether the vendor accepts metered calls again. */
    boolean isTrying() {
        return trying;
    }

    /** The vendor's refusal of the month's calls, if it refused another call since this one was counted. */
    Optional<Fault> refusedMeanwhile() {
        return operation.metered() && heedsRefusal()
                ? application
                        .refusedSince(refusalsSeen, Objects.requireNonNull(month))
                        .map(refusal -> CallFaults.quotaRefused(origin(), refusal, application.quotaZone()))
                : Optional.empty();
    }

    /** The vendor refused the call as used up; that counts for the month in which the call was counted. */
    CallEffect<O> refused(Moment now, CallEffect<O> then) {
        if (!operation.metered()) {
            return then;
        }
        BillingMonth refused = Objects.requireNonNull(month);
        application.refused(refused, now.wall());
        if (!budgeted) {
            return then;
        }
        afterStore = then;
        return new CallEffect.RecordRefusal<>(application.application(), refused);
    }

    /** The vendor accepted the call. */
    CallEffect<O> accepted(CallEffect<O> then) {
        if (!trying) {
            return then;
        }
        application.accepted();
        if (!budgeted) {
            return then;
        }
        afterStore = then;
        return new CallEffect.RemoveRefusal<>(
                application.application(), Objects.requireNonNull(month).month());
    }

    /** Gives the attempt back: the vendor counts neither what it refused for its rate nor what never reached it. */
    CallEffect<O> giveBack(CallEffect<O> then) {
        if (spentIn == null) {
            return then;
        }
        readmit();
        afterStore = then;
        CallEffect<O> giveBack = new CallEffect.GiveBack<>(application.application(), spentIn);
        spentIn = null;
        return giveBack;
    }

    private void readmit() {
        if (admitted) {
            count.readmit();
            admitted = false;
        }
    }

    private CallEffect<O> fail(Fault fault) {
        return CallEffect.fail(application, fault);
    }

    private Fault.Origin origin() {
        return Fault.Origin.of(operation.name());
    }
}
