package io.rollcall.budget;

import io.rollcall.vendor.OperationName;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * For what a metered call is made. Immutable.
 *
 * @param day in the vendor's time zone
 * @param flow null where no flow makes the call: a check, or an endpoint of a host
 * @param operation what the vendor is asked
 */
public record CallUse(LocalDate day, @Nullable String flow, OperationName operation) {

    /**
     * The same use within a month: a call that is counted at the end of a month may be recorded after it.
     *
     * @param month in which the call counts
     */
    public CallUse within(YearMonth month) {
        YearMonth own = YearMonth.from(day);
        if (own.equals(month)) {
            return this;
        }
        return new CallUse(own.isBefore(month) ? month.atDay(1) : month.atEndOfMonth(), flow, operation);
    }
}
