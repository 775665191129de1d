/** The HTTP server: what came in, what goes out, how connections break, and who counts. Users meet its records only, through Sandbox. */
@NullMarked
package io.rollcall.sandbox.internal.wire;

import org.jspecify.annotations.NullMarked;
