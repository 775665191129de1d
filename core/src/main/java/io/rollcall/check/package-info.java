/**
 * Tries out what the configured flows need, one harmless call for each API that they read.
 */
@NullMarked
package io.rollcall.check;

import org.jspecify.annotations.NullMarked;
