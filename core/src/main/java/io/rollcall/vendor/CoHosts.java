package io.rollcall.vendor;

import io.rollcall.model.CoHostChange;

/** Hands out the power to help to run a meeting, and takes it away. */
public interface CoHosts {

    /** Changes co-hosts; an answer means that the vendor accepted the whole change. */
    Operation<CoHostChange, Accepted> setCoHosts();
}
