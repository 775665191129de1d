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
 * The details of one person from a look-up. A missing or empty text is null.
 *
 * @param id as in the response: the requested id or the vendor's own id, which is not documented
 * @param type the vendor's own term, an open set
 * @param hardTerminal a field that the vendor will remove; not used
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UserAccount(
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

    public UserAccount {
        departmentCodes = List.copyOf(departmentCodes);
    }

    /** Whether its JSON is empty. */
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
