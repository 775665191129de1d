package io.rollcall.flow;

import io.rollcall.report.Mode;
import io.rollcall.vendor.Application;
import java.time.InstantSource;
import java.util.Collection;

/** What a flow is given to prepare a run or a check. Used by one thread. */
public interface RunContext extends ListReader {

    /** How the flow runs. A check is a {@link Mode#PLAN}. */
    Mode mode();

    /** Whether a run changes anything, at a vendor or in the store. */
    default boolean isActing(boolean dryRun) {
        return mode() != Mode.PLAN && !dryRun;
    }

    /** The wall clock. */
    InstantSource clock();

    /** The country of telephone numbers without a country code, as two letters of ISO 3166. */
    String phoneRegion();

    /** All configured flows, disabled ones included. */
    Collection<FlowConfig> flows();

    /**
     * The application of an account that the flow names.
     *
     * @throws IllegalStateException where the account is not configured
     */
    Application application(String account);

    /** A capability of an account that the flow names. */
    default <C> C capability(String account, Class<C> type) {
        return application(account).provider().capability(type).orElseThrow();
    }

    /** Whether an account's calls are metered, so that {@code max-calls} counts. */
    default boolean isMetered(String account) {
        return application(account).monthlyCalls() != 0;
    }
}
