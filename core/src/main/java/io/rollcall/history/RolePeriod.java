package io.rollcall.history;

import io.rollcall.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The time for which one person had a role in one meeting. Immutable and thread-safe.
 *
 * @param number identifies the period within its meeting instance
 * @param from when it began
 * @param to when it ended, at the latest with the person's presence; null while it goes on, as far as is known
 * @param evidence what the boundaries were taken from: when the person was seen with the role, and without it
 */
public record RolePeriod(
        int number,
        UserId user,
        Role role,
        RoleSource by,
        Boundary from,
        @Nullable Boundary to,
        Session.Evidence evidence) {}
