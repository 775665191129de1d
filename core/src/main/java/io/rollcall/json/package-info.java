/**
 * Reads vendors' JSON tolerantly, hosts' JSON strictly, and writes it strictly. Internal: no API for embedders.
 *
 * <p>Built on Jackson's streaming parser alone: numbers stay text until somebody asks for them, so that a 64-bit id never
 * passes through a floating-point number and {@code 1e999999999} costs nothing.
 */
@NullMarked
package io.rollcall.json;

import org.jspecify.annotations.NullMarked;
