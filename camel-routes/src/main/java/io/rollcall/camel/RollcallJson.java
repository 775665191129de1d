package io.rollcall.camel;

import io.rollcall.camel.internal.json.JsonWriter;
import io.rollcall.event.VendorEvent;
import io.rollcall.history.AttendedSession;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Invitation;
import io.rollcall.model.InvitationResult;
import io.rollcall.model.Meeting;
import io.rollcall.model.Participant;
import io.rollcall.model.Person;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserDetails;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.Unchanged;
import io.rollcall.state.AcceptedRoster;
import io.rollcall.state.Pause;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.DepartmentDirectory.People;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoints answer as JSON text, for hosts that are written in YAML or speak JSON with others. What is absent or
 * empty is left out, times are in UTC. The types carry Jackson's annotations: any {@code ObjectMapper} writes the same, and so
 * do {@code marshal().json()} and {@code convertBodyTo(String.class)}. Stateless and thread-safe.
 *
 * <ul>
 *   <li>A {@link Participant}: {@code meeting}, {@code user}, {@code name}, {@code attendance} ({@code initialised},
 *       {@code calling}, {@code active}, {@code not-joined}, {@code removed}, {@code left} or {@code unknown}),
 *       {@code host}, {@code coHost}, {@code external}, {@code phone}, {@code joinedAt}, {@code leftAt},
 *       {@code stayedSeconds}, {@code device}.
 *   <li>{@link Accepted}: {@code {"status":"done"}}.
 *   <li>An {@link InvitationResult}: the lists {@code invited} and {@code alreadyInvited}, each of {@code user} or
 *       {@code phone} with {@code nick}.
 *   <li>A {@link Person} and an {@link UserAccount}: the fields of the roster's record.
 *   <li>A page of {@link People}: {@code people}, and {@code next} where there is another page.
 *   <li>What a look-up {@link UserDetails}: {@code lookup} and {@code account}, as in the roster's record.
 *   <li>A {@link Meeting}: {@code meeting}, {@code title}, {@code roomCode}, {@code creator}, {@code creatorName},
 *       {@code startedAt}, {@code endedAt}, {@code kind}, {@code status}.
 *   <li>A {@link CoHostChange} and an {@link Invitation}: the JSON that the endpoints accept.
 *   <li>A {@link VendorEvent}: {@code type}, {@code topic}, {@code at}, and {@code meeting}, {@code participant} (as above),
 *       {@code userId} or {@code department}.
 *   <li>A {@link FlowReport}: the program's report. A {@link Change}, {@link Unchanged}, {@link Problem} and
 *       {@link RosterResult}: as in that report.
 *   <li>An {@link AcceptedRoster}: {@code flow}, {@code quarantinedAt}, {@code lost}, {@code before}, {@code departments} (each
 *       with {@code department}, {@code name}, {@code people}), {@code acceptedUntil}.
 *   <li>An {@link AttendedSession}: {@code meeting}, {@code instance}, {@code user}, {@code external}, {@code phone}, {@code
 *       device}, {@code from} and {@code to} (each with {@code earliest} and {@code latest}), {@code fromKnown}, {@code toKnown},
 *       {@code seconds} ({@code least}, {@code most}).
 *   <li>A {@link Pause}: {@code flow}, {@code since}, {@code until}, {@code reason}.
 * </ul>
 */
public final class RollcallJson {
    private RollcallJson() {}

    /**
     * The JSON text of an endpoint's answer, on one line.
     *
     * @param answer one of the types that are named above, any iterable of them (an array), or null ({@code null})
     * @throws IllegalArgumentException for anything else
     */
    public static String write(@Nullable Object answer) {
        return JsonWriter.write(answer);
    }
}
