package io.rollcall.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.event.VendorEvent.Type;
import io.rollcall.json.Sanitizer;
import io.rollcall.json.UtcTime;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event as the store keeps it for a day and as {@code listen} shows it: when, what, and ids; no names. Immutable.
 *
 * @param at when Rollcall received it, by this machine's clock
 * @param pushed the vendor's own name of the event type, made harmless, 100 characters at most
 * @param type what happened; null for a type that Rollcall knows nothing about
 * @param meeting the meeting's id; null where the event is about none
 * @param user the participant's id (DingTalk: unionId); null for people from outside and where the event is about none
 * @param userId the person's id in the directory (DingTalk: userid); null where the event is about none
 * @param department the department's id; null where the event is about none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReceivedEvent(
        @JsonSerialize(using = UtcTime.class) Instant at,
        String pushed,
        @Nullable Type type,
        @Nullable String meeting,
        @Nullable String user,
        @Nullable String userId,
        @Nullable String department) {
    public ReceivedEvent {
        pushed = Objects.requireNonNullElse(Sanitizer.code(pushed), "unnamed");
    }

    /** What a push brought; never empty. */
    public static List<ReceivedEvent> of(StreamEffect.Publish push, Instant at) {
        return push.events().isEmpty()
                ? List.of(new ReceivedEvent(at, push.type(), null, null, null, null, null))
                : push.events().stream()
                        .map(event -> of(push.type(), event, at))
                        .toList();
    }

    private static ReceivedEvent of(String pushed, VendorEvent event, Instant at) {
        String meeting = null;
        String user = null;
        String userId = null;
        String department = null;
        if (event instanceof VendorEvent.OfMeeting about) {
            meeting = about.meeting().value();
        } else if (event instanceof VendorEvent.OfParticipant about) {
            meeting = about.participant().meeting().value();
            UserId id = about.participant().user();
            user = id == null ? null : id.value();
        } else if (event instanceof VendorEvent.OfPerson about) {
            userId = about.userId();
        } else if (event instanceof VendorEvent.OfDepartment about) {
            department = String.valueOf(about.department().value());
        }
        return new ReceivedEvent(at, pushed, event.type(), meeting, user, userId, department);
    }
}
