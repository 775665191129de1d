package io.rollcall.app.text;

import io.rollcall.model.UserId;
import io.rollcall.state.RosterRepository.Quarantine;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the store adds to a report for people. Immutable.
 *
 * @param names of people, shown beside their ids
 * @param quarantine of the report's roster; null if there is none
 */
public record ReportContext(Map<UserId, String> names, @Nullable Quarantine quarantine) {
    /** Adds nothing. */
    public static final ReportContext NONE = new ReportContext(Map.of(), null);

    public ReportContext {
        names = Map.copyOf(names);
    }

    /** Shows no person. */
    @Override
    public String toString() {
        return "ReportContext[" + names.size() + " names]";
    }
}
