/**
 * Invites the missing people into the watched meetings, each of them once: the look, the planner, and the run around
 * them.
 */
@NullMarked
package io.rollcall.invite;

import org.jspecify.annotations.NullMarked;
