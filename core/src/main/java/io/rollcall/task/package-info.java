/**
 * Tasks and their commands: a run of a flow as a state machine without I/O, threads and clock.
 */
@NullMarked
package io.rollcall.task;

import org.jspecify.annotations.NullMarked;
