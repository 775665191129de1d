/**
 * Tries out what the configured flows need, one harmless call for each API that they read.
 */
@NullMarked
package io.rollcall.flow.internal.check;

import org.jspecify.annotations.NullMarked;
