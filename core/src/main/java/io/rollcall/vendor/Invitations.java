package io.rollcall.vendor;

import io.rollcall.model.Invitation;

/** Calls people into running meetings. */
public interface Invitations {

    /** Rings everybody named; an answer means that the vendor accepted the whole invitation. */
    Operation<Invitation, Accepted> invite();
}
