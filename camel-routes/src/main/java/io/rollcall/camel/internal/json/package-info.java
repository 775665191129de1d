/**
 * Reads the JSON that hosts send: strictly, with messages that name the field and show no value.
 */
@NullMarked
package io.rollcall.camel.internal.json;

import org.jspecify.annotations.NullMarked;
