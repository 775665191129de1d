package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.json.DocumentedJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to invite people into a running meeting: one call for all of them. The vendor calls their phones.
 *
 * @param operator the inviter; null to invite without an inviter's name
 * @param invitees at least one
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Invitation(
        @JsonProperty(required = true) MeetingId meeting,
        @Nullable UserId operator,
        @JsonProperty(required = true) List<Invitee> invitees) {
    public Invitation {
        invitees = List.copyOf(invitees);
        if (invitees.isEmpty()) {
            throw new IllegalArgumentException("an invitation must have at least one invitee");
        }
    }
}
