package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.json.DocumentedJson;
import java.util.List;

/**
 * A change of co-hosts of one meeting: one call for all its users.
 *
 * @param users at least one, distinct
 */
@DocumentedJson
public record CoHostChange(
        @JsonProperty(required = true) MeetingId meeting,
        @JsonProperty(required = true) Action action,
        @JsonProperty(required = true) List<UserId> users) {

    /** The kind of change. */
    public enum Action {
        /** Make them co-hosts. */
        @JsonProperty("promote")
        PROMOTE,
        /** Remove the role. */
        @JsonProperty("remove")
        REMOVE
    }

    public CoHostChange {
        users = List.copyOf(users);
        if (users.isEmpty()) {
            throw new IllegalArgumentException("a change of co-hosts must have at least one user");
        }
    }
}
