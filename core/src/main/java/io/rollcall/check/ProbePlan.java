package io.rollcall.check;

import io.rollcall.vendor.Application;
import java.util.Map;

/** What some flows need of their vendors, collected before a check begins. */
public interface ProbePlan {

    /**
     * Adds the steps of a check, by {@link CheckTask#then}.
     *
     * @param applications in the order of their account names
     */
    void plan(CheckTask check, Map<String, Application> applications);
}
