/**
 * Sends what flows tell to the endpoints that their configuration names: as well as it can be done without ever being in
 * the way of a run.
 */
@NullMarked
package io.rollcall.camel.internal.notify;

import org.jspecify.annotations.NullMarked;
