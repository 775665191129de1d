/**
 * Reads vendors' JSON tolerantly, makes text harmless where it is shown, and holds what makes the documented types write
 * their documented JSON with any Jackson mapper.
 */
@NullMarked
package io.rollcall.json;

import org.jspecify.annotations.NullMarked;
