package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.json.DocumentedJson;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A user or a phone that can be invited into a meeting. */
@DocumentedJson
public sealed interface Invitee {

    /** The name shown in the meeting; null if there is none. */
    @Nullable String name();

    /**
     * Reads an invitee from JSON: a user with a nick, or a phone with an optional nick.
     *
     * @throws IllegalArgumentException if it is neither or both, or a user without a nick
     */
    @JsonCreator
    static Invitee of(
            @JsonProperty("user") @Nullable UserId user,
            @JsonProperty("phone") @Nullable PhoneNumber phone,
            @JsonProperty("nick") @Nullable String nick) {
        if (user != null && phone != null) {
            throw new IllegalArgumentException("phone must not stand beside user: an invitee is a user or a phone");
        } else if (phone != null) {
            return new Phone(phone, nick);
        } else if (user == null) {
            throw new IllegalArgumentException("user or phone is missing");
        } else if (nick == null) {
            throw new IllegalArgumentException("nick is missing");
        }
        return new User(user, nick);
    }

    /** A user of the meeting vendor. The vendor requires a name. */
    @DocumentedJson
    record User(@JsonProperty("user") UserId id, @JsonProperty("nick") String name) implements Invitee {
        public User {
            Text.requireNonBlank(name, "name for an invited user");
        }

        @Override
        public String toString() {
            return "user " + id;
        }

        // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof User that && id.equals(that.id) && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    /** A telephone. */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Phone(@JsonProperty("phone") PhoneNumber number, @JsonProperty("nick") @Nullable String name)
            implements Invitee {
        @Override
        public String toString() {
            return number.toString();
        }

        // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Phone that && number.equals(that.number) && Objects.equals(name, that.name);
        }

        @Override
        public int hashCode() {
            return number.hashCode();
        }
    }
}
