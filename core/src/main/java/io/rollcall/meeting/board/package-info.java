/**
 * The running meetings as last seen, for the page: who is in them, with which role, and why flows changed a listed person or not.
 * Made of the updates that runs and events bring; causes no call.
 */
@NullMarked
package io.rollcall.meeting.board;

import org.jspecify.annotations.NullMarked;
