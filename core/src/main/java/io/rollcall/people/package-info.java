/**
 * Looks up the people whom lists name by userId, mobile number or name, as the first step of a run.
 */
@NullMarked
package io.rollcall.people;

import org.jspecify.annotations.NullMarked;
