/**
 * Keeps the listed people co-hosts of the meetings they are in: the look, the planner, and the run around them.
 */
@NullMarked
package io.rollcall.cohost;

import org.jspecify.annotations.NullMarked;
