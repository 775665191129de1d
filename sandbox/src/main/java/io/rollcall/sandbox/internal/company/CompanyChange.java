package io.rollcall.sandbox.internal.company;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A change of people or departments, as a company file or a request describes it. Whether it is possible is decided when it is made.
 * Immutable.
 *
 * @param action what changes
 * @param userId the person; empty if it is about none
 * @param department the department; 0 if it is about none
 * @param parent the department's new parent; 0 if it gets none
 * @param name the department's new name; empty if it gets none
 * @param fields the new values of a person, with the keys of a company file; an empty object if there are none
 * @param record whether leaving writes a leave record
 * @param reason the reason in that record
 * @param event whether the change is pushed
 */
public record CompanyChange(
        Action action,
        String userId,
        long department,
        long parent,
        String name,
        JsonNode fields,
        boolean record,
        String reason,
        boolean event) {

    /** What changes. */
    public enum Action {
        JOIN,
        LEAVE,
        RETURN,
        MOVE,
        RENAME,
        CHANGE,
        NEW_USER_ID,
        ADD_DEPARTMENT,
        RENAME_DEPARTMENT,
        MOVE_DEPARTMENT,
        REMOVE_DEPARTMENT,
        HIDE_DEPARTMENT,
        SHOW_DEPARTMENT,
        FAIL_DEPARTMENT,
        RESTORE_DEPARTMENT
    }

    /** The reasons of leave records. */
    public static final List<String> REASONS = List.of("oapi", "cancel", "leave", "delete", "unknown");

    /** Without personal data. */
    @Override
    public String toString() {
        return "CompanyChange[" + action + "]";
    }
}
