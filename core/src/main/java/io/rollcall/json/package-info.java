/**
 * Reads vendors' JSON tolerantly, and holds what makes the documented types write their documented JSON with any Jackson
 * mapper.
 */
@NullMarked
package io.rollcall.json;

import org.jspecify.annotations.NullMarked;
