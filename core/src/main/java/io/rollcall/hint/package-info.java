/**
 * What flows make of events: which events are hints for a flow, when a run acts on them, and when a poll makes up for events
 * that were missed. Without I/O; time is passed in.
 */
@NullMarked
package io.rollcall.hint;

import org.jspecify.annotations.NullMarked;
