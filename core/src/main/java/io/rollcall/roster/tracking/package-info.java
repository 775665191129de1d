/**
 * Tracked rosters: compares what a run reads with what the store knows, finds people who are absent and proofs that they left, and
 * makes the changes. A run only reads the store until it knows everything; then it stages what is different, and one transaction
 * decides that it counts (docs/decisions/0025-tracked-rosters.md).
 */
@NullMarked
package io.rollcall.roster.tracking;

import org.jspecify.annotations.NullMarked;
