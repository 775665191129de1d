/**
 * The operations behind {@code rollcall:} URIs: their options, the bodies that they take, and what they do.
 */
@NullMarked
package io.rollcall.camel.internal.component;

import org.jspecify.annotations.NullMarked;
