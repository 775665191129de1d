/**
 * Events that vendors push, in vendor-neutral terms, and the connection over which they come: signals into a vendor's protocol
 * machine, and the effects that it asks for. Without I/O.
 */
@NullMarked
package io.rollcall.event;

import org.jspecify.annotations.NullMarked;
