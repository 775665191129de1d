/**
 * Schedules: computes fire times, counts them, and computes how long a person waits for the next run.
 */
@NullMarked
package io.rollcall.schedule;

import org.jspecify.annotations.NullMarked;
