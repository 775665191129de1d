/**
 * Checks what the configured flows need: the store, access tokens, and one reading call for each API that they use.
 */
@NullMarked
package io.rollcall.check;

import org.jspecify.annotations.NullMarked;
