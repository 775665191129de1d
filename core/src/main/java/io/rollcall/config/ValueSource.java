package io.rollcall.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a value was given.
 *
 * @param layer how strong it is: of two values, the one of the higher layer counts
 * @param name as messages spell it
 * @param folder against which relative paths resolve; null for the working directory
 */
record ValueSource(int layer, String name, @Nullable Path folder) {}
