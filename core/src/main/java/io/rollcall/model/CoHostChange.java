package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.json.DocumentedJson;
import java.util.List;

/**
 * A wish to change who helps to run a meeting: one call for all its users.
 *
 * @param users at least one, distinct
 */
@DocumentedJson
public record CoHostChange(
        @JsonProperty(required = true) MeetingId meeting,
        @JsonProperty(required = true) Action action,
        @JsonProperty(required = true) List<UserId> users) {

    /** What is to happen to the users. */
    public enum Action {
        /** Make them co-hosts. */
        @JsonProperty("promote")
        PROMOTE,
        /** Take the role away. */
        @JsonProperty("remove")
        REMOVE
    }

    public CoHostChange {
        users = List.copyOf(users);
        if (users.isEmpty()) {
            throw new IllegalArgumentException("a change of co-hosts names at least one user");
        }
    }
}
