/**
 * Flows of type {@code invite}: read the watched meetings, plan whom to invite, and invite each person once.
 */
@NullMarked
package io.rollcall.invite;

import org.jspecify.annotations.NullMarked;
