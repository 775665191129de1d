/**
 * How Rollcall makes itself at home in a Camel application that it knows nothing of: found on the class path, configured
 * by the host's own properties, with the host's database, clock, proxy and trust store.
 */
@NullMarked
package io.rollcall.camel.internal.host;

import org.jspecify.annotations.NullMarked;
