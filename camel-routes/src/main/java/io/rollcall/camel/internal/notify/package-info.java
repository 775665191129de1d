/**
 * Sends events of flows to the endpoints of the keys {@code notify} and {@code approve}. A notification never delays or fails
 * a run.
 */
@NullMarked
package io.rollcall.camel.internal.notify;

import org.jspecify.annotations.NullMarked;
