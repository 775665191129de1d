/**
 * How a run of a flow is conducted: it asks for work and is told the outcome. No I/O, no threads, no clock.
 */
@NullMarked
package io.rollcall.task;

import org.jspecify.annotations.NullMarked;
