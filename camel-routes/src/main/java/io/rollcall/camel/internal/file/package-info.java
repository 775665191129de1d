/**
 * List files that flows read, and output files that they write.
 */
@NullMarked
package io.rollcall.camel.internal.file;

import org.jspecify.annotations.NullMarked;
