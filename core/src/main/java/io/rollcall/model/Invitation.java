package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rollcall.json.DocumentedJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to call people into a running meeting: one call for all of them. Their phones ring.
 *
 * @param operator on whose behalf; null rings without an inviter's name
 * @param invitees at least one
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Invitation(MeetingId meeting, @Nullable UserId operator, List<Invitee> invitees) {
    public Invitation {
        invitees = List.copyOf(invitees);
        if (invitees.isEmpty()) {
            throw new IllegalArgumentException("an invitation names at least one invitee");
        }
    }
}
