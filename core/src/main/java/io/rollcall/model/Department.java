package io.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * A department in its parent's list.
 *
 * @param name display name; null if unknown
 * @param parent null if unknown
 * @param groupChat whether the department has a group chat; null if unknown
 * @param addsNewPeople whether new people join that group chat automatically; null if unknown
 */
public record Department(
        DepartmentId id,
        @Nullable String name,
        @Nullable DepartmentId parent,
        @Nullable Boolean groupChat,
        @Nullable Boolean addsNewPeople) {}
