/**
 * Plans polls: when flows with {@code schedule=auto} poll, from what is left of a month's calls and of its working hours.
 * Pure functions of values; docs/decisions/0024-planned-polls.md says why they are so.
 */
@NullMarked
package io.rollcall.polling;

import org.jspecify.annotations.NullMarked;
