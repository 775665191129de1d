/** Placeholder. */
@NullMarked
package io.rollcall.store;

import org.jspecify.annotations.NullMarked;
