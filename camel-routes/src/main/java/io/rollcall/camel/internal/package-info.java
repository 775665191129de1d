/** Rollcall's internals: no part of its API. This package holds what all of them share. */
@NullMarked
package io.rollcall.camel.internal;

import org.jspecify.annotations.NullMarked;
