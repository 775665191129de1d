/** Placeholder. */
@NullMarked
package io.rollcall.core;

import org.jspecify.annotations.NullMarked;
