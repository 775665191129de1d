/**
 * What Rollcall does, as meters of Micrometer, for hosts that have it on their class path.
 */
@NullMarked
package io.rollcall.camel.metrics;

import org.jspecify.annotations.NullMarked;
