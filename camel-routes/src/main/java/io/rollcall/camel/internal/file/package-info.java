/**
 * The files that flows read and write.
 */
@NullMarked
package io.rollcall.camel.internal.file;

import org.jspecify.annotations.NullMarked;
