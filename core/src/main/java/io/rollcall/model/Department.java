package io.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * A department as its parent's list shows it.
 *
 * @param name display name; null where the vendor says none
 * @param parent null where the vendor says none
 * @param groupChat whether a group chat is made with the department; null where the vendor does not say
 * @param addsNewPeople whether new people join that group chat by themselves; null where the vendor does not say
 */
public record Department(
        DepartmentId id,
        @Nullable String name,
        @Nullable DepartmentId parent,
        @Nullable Boolean groupChat,
        @Nullable Boolean addsNewPeople) {}
