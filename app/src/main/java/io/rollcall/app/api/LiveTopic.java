package io.rollcall.app.api;

import java.util.Locale;

/** A view of the page whose data may have changed. */
public enum LiveTopic {
    NOW,
    FLOWS,
    BUDGET,
    CHANGES,
    ROSTER,
    ATTENDANCE,
    SETUP;

    /** The topic as it is sent: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
