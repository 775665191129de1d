/**
 * What reads and events show of running meetings, for listeners in the same process: the attendance history and the page. Data
 * goes one way, from the runs and the event connections to the listeners; a listener never causes a call.
 */
@NullMarked
package io.rollcall.meeting.update;

import org.jspecify.annotations.NullMarked;
