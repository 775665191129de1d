/** Sends messages to people about runs. A channel never delays or fails a run. */
@NullMarked
package io.rollcall.camel.internal.tell;

import org.jspecify.annotations.NullMarked;
