/** Placeholder. */
@NullMarked
package io.rollcall.app;

import org.jspecify.annotations.NullMarked;
