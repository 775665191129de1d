/**
 * The parts that flows which change running meetings share: reading meetings and participants, requesting, verifying and
 * saving changes, and the outcome of a run.
 */
@NullMarked
package io.rollcall.meeting;

import org.jspecify.annotations.NullMarked;
