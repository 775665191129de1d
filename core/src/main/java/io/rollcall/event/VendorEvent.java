package io.rollcall.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import io.rollcall.json.WireName;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at a vendor, as the vendor pushed it. It is a hint: events come twice, late, in another order or
 * not at all, so the next read decides. Immutable and thread-safe.
 */
public sealed interface VendorEvent {

    /** What happened. */
    Type type();

    /** When it happened, by the vendor's clock; null if unknown. */
    @Nullable Instant at();

    /** What it is about. */
    @JsonProperty("topic")
    default Topic topic() {
        return type().topic();
    }

    /** What embedders choose by: {@code rollcall:stream?events=meeting,contacts}. */
    enum Topic implements WireName {
        /** Meetings and their participants. */
        MEETING("meeting"),
        /** People and departments of the directory. */
        CONTACTS("contacts");

        private final String word;

        Topic(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** What happened. */
    enum Type implements WireName {
        MEETING_STARTED("meeting-started", Topic.MEETING),
        MEETING_ENDED("meeting-ended", Topic.MEETING),
        PARTICIPANT_JOINED("participant-joined", Topic.MEETING),
        PARTICIPANT_LEFT("participant-left", Topic.MEETING),
        PARTICIPANT_REMOVED("participant-removed", Topic.MEETING),
        PARTICIPANT_INVITED("participant-invited", Topic.MEETING),
        PERSON_ADDED("person-added", Topic.CONTACTS),
        PERSON_CHANGED("person-changed", Topic.CONTACTS),
        PERSON_LEFT("person-left", Topic.CONTACTS),
        DEPARTMENT_ADDED("department-added", Topic.CONTACTS),
        DEPARTMENT_CHANGED("department-changed", Topic.CONTACTS),
        DEPARTMENT_REMOVED("department-removed", Topic.CONTACTS);

        private final String word;
        private final Topic topic;

        Type(String word, Topic topic) {
            this.word = word;
            this.topic = topic;
        }

        @Override
        public String word() {
            return word;
        }

        /** What the type is about. */
        public Topic topic() {
            return topic;
        }
    }

    /**
     * A meeting started or ended.
     *
     * @param type {@link Type#MEETING_STARTED} or {@link Type#MEETING_ENDED}
     * @param details what the vendor tells of the meeting, not part of the JSON; null if unknown
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"type", "topic", "at"})
    record OfMeeting(
            Type type,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant at,
            MeetingId meeting,
            @JsonIgnore @Nullable Meeting details)
            implements VendorEvent {

        /** An event without details. */
        public OfMeeting(Type type, @Nullable Instant at, MeetingId meeting) {
            this(type, at, meeting, null);
        }
    }

    /**
     * A person or an anonymous device joined, left, was removed or was invited.
     *
     * @param type one of the {@code PARTICIPANT_} types
     * @param participant as the vendor described the row at that moment; its user is null for people from outside
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"type", "topic", "at"})
    record OfParticipant(Type type, @JsonSerialize(using = UtcTime.class) @Nullable Instant at, Participant participant)
            implements VendorEvent {}

    /**
     * A person of the directory was added, changed or left.
     *
     * @param type one of the {@code PERSON_} types
     * @param userId the vendor's id of the person in the directory (DingTalk's userid)
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"type", "topic", "at"})
    record OfPerson(Type type, @JsonSerialize(using = UtcTime.class) @Nullable Instant at, String userId)
            implements VendorEvent {}

    /**
     * A department was added, changed or removed.
     *
     * @param type one of the {@code DEPARTMENT_} types
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"type", "topic", "at"})
    record OfDepartment(Type type, @JsonSerialize(using = UtcTime.class) @Nullable Instant at, DepartmentId department)
            implements VendorEvent {}
}
