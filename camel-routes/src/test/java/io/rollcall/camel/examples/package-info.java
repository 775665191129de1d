/** What the integrators' pages show, as routes that a test runs. */
@NullMarked
package io.rollcall.camel.examples;

import org.jspecify.annotations.NullMarked;
