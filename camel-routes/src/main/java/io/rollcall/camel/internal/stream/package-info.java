/** The connections over which vendors push events: sockets, the store's counts, and who receives the events. */
@NullMarked
package io.rollcall.camel.internal.stream;

import org.jspecify.annotations.NullMarked;
