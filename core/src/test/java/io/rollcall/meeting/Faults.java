package io.rollcall.meeting;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Fault.Origin;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One fault of every kind, and of every variety that matters. */
public final class Faults {
    private Faults() {}

    public static Fault badRequest(OperationName call) {
        return new Fault.BadRequest(new Origin(call, "param.error", "r1"), "Check the ids.");
    }

    public static Fault noUser(OperationName call) {
        return new Fault.NotFound(new Origin(call, "unknownUserError", "r2"), Fault.NotFound.Subject.USER, "Check it.");
    }

    public static Fault noMeeting(OperationName call) {
        return new Fault.NotFound(
                new Origin(call, "roomNotFound", "r3"), Fault.NotFound.Subject.MEETING, "It is over.");
    }

    public static Fault permission(OperationName call) {
        return new Fault.PermissionMissing(new Origin(call, "noPermission", "r4"), List.of(), "Grant it.");
    }

    public static Fault server(OperationName call) {
        return new Fault.ServerFailed(new Origin(call, "systemError", "r5"), null, "Wait.");
    }

    public static Fault lost(OperationName call) {
        return new Fault.NoAnswer(Origin.of(call), false, "Check the network.");
    }

    /** All of them, by name. */
    public static Map<String, Function<OperationName, Fault>> all() {
        Map<String, Function<OperationName, Fault>> all = new LinkedHashMap<>();
        all.put("bad-request", Faults::badRequest);
        all.put("no user", Faults::noUser);
        all.put("no other", call -> new Fault.NotFound(Origin.of(call), Fault.NotFound.Subject.OTHER, "Check it."));
        all.put("no meeting", Faults::noMeeting);
        all.put("permission", Faults::permission);
        all.put("token", call -> new Fault.TokenRejected(Origin.of(call), "Check the secret."));
        all.put(
                "throttled",
                call -> new Fault.Throttled(Origin.of(call), Fault.Throttled.Window.SECOND, null, "Too many."));
        all.put("quota", call -> new Fault.QuotaUsedUp(Origin.of(call), "Wait for the next month."));
        all.put("banned before", call -> new Fault.Banned(Origin.of(call), true, Duration.ofMinutes(5), "Wait."));
        all.put("banned", call -> new Fault.Banned(Origin.of(call), false, Duration.ofMinutes(5), "Wait."));
        all.put("refused", call -> new Fault.NoAnswer(Origin.of(call), true, "Check the network."));
        all.put("lost", Faults::lost);
        all.put("server", Faults::server);
        all.put("unreadable", call -> new Fault.Unreadable(Origin.of(call), "Report it."));
        return all;
    }
}
