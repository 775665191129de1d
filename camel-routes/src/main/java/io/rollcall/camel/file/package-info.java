/**
 * The files that flows read and write.
 */
@NullMarked
package io.rollcall.camel.file;

import org.jspecify.annotations.NullMarked;
