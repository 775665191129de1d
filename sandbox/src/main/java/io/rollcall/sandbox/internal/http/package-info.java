/** The HTTP server: requests and responses, routing, faults, call statistics. */
@NullMarked
package io.rollcall.sandbox.internal.http;

import org.jspecify.annotations.NullMarked;
