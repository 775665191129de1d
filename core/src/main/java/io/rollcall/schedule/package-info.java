/**
 * The arithmetic of schedules: the only place that computes fire times, counts them and says how long people wait.
 */
@NullMarked
package io.rollcall.schedule;

import org.jspecify.annotations.NullMarked;
