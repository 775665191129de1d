/**
 * The documented JSON in hosts: reads what they send strictly, with messages that name the field and show no value, and
 * writes the documented types, also where Camel converts them to text.
 */
@NullMarked
package io.rollcall.camel.internal.json;

import org.jspecify.annotations.NullMarked;
