/**
 * Who was in which meeting, from when to when, with which role, built from what reads and events show ({@code
 * io.rollcall.meeting.update}). Without I/O, and without names: people are ids.
 *
 * <p>Assumptions, as the vendor's pages do not say: a device in a meeting is recognised by its join time, or by its kind where
 * that is known; without both, the devices of one person count as one. The vendor's clock and this machine's differ by a few
 * seconds at most.
 */
@NullMarked
package io.rollcall.history;

import org.jspecify.annotations.NullMarked;
