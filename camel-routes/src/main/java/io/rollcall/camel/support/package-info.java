/**
 * What this module's packages and the program share about the JVM and its machine: clocks, fatal errors, locale,
 * environment. No API for integrators.
 */
@NullMarked
package io.rollcall.camel.support;

import org.jspecify.annotations.NullMarked;
