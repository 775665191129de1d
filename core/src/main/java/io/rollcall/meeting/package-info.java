/**
 * What the flows that change running meetings share: how a look is read, how a change is asked for and remembered, and
 * how such a run ends.
 */
@NullMarked
package io.rollcall.meeting;

import org.jspecify.annotations.NullMarked;
