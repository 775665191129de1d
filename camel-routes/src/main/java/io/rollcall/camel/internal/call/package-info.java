/**
 * Carries out the effects of a call: places, waits, tokens, budget, sending. It decides nothing.
 */
@NullMarked
package io.rollcall.camel.internal.call;

import org.jspecify.annotations.NullMarked;
