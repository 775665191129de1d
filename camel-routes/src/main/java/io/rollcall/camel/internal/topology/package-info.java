/**
 * The configuration at run time: which accounts and flows there are, as one immutable topology that can be replaced.
 */
@NullMarked
package io.rollcall.camel.internal.topology;

import org.jspecify.annotations.NullMarked;
