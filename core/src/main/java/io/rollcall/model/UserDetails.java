package io.rollcall.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor that looks people up knows of one of them. Text left out or left empty is null.
 *
 * @param id as answered; an echo of the question or the vendor's own id, which is not promised
 * @param type the vendor's own word, an open set
 * @param hardTerminal a field the vendor is about to drop; read, never relied on
 */
public record UserDetails(
        @Nullable AccountId id,
        @Nullable String account,
        @Nullable String name,
        @Nullable String englishName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String departmentName,
        List<String> departmentCodes,
        @Nullable String sipNumber,
        @Nullable String personalMeetingId,
        @Nullable String type,
        @Nullable String title,
        @Nullable String description,
        @Nullable String signature,
        @Nullable Boolean hidePhone,
        @Nullable Boolean hardTerminal,
        @Nullable Instant updatedAt) {

    public UserDetails {
        departmentCodes = List.copyOf(departmentCodes);
    }

    /** Shows nothing of the person. */
    @Override
    public String toString() {
        return "Account[***]";
    }
}
