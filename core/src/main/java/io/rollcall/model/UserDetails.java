package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor that looks people up knows of one of them. Text left out or left empty is null.
 *
 * @param id as answered; an echo of the question or the vendor's own id, which is not promised
 * @param type the vendor's own word, an open set
 * @param hardTerminal a field the vendor is about to drop; read, never relied on
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_EMPTY)
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
        @JsonIgnore @Nullable Boolean hardTerminal,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant updatedAt) {

    public UserDetails {
        departmentCodes = List.copyOf(departmentCodes);
    }

    /** Whether JSON would show nothing of it. */
    @JsonIgnore
    public boolean isEmpty() {
        return Stream.of(
                                id,
                                account,
                                name,
                                englishName,
                                email,
                                phone,
                                departmentName,
                                sipNumber,
                                personalMeetingId,
                                type,
                                title,
                                description,
                                signature,
                                hidePhone,
                                updatedAt)
                        .allMatch(field -> field == null || field.equals(""))
                && departmentCodes.isEmpty();
    }

    /** Shows nothing of the person. */
    @Override
    public String toString() {
        return "Account[***]";
    }
}
