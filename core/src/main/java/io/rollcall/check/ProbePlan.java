package io.rollcall.check;

import io.rollcall.vendor.Application;
import java.util.Map;

/** The calls that a check makes for some flows, collected before the check begins. Not thread-safe. */
public interface ProbePlan {

    /**
     * Adds steps to a check, with {@link CheckTask#then}.
     *
     * @param applications the applications by account, in the order of the account names
     */
    void plan(CheckTask check, Map<String, Application> applications);
}
