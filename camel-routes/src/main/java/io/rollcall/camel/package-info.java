/** Placeholder. */
@NullMarked
package io.rollcall.camel;

import org.jspecify.annotations.NullMarked;
