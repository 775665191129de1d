/** The HTTP server: what came in, what goes out, how connections break, and who counts. No API for users. */
@NullMarked
package io.rollcall.sandbox.wire;

import org.jspecify.annotations.NullMarked;
