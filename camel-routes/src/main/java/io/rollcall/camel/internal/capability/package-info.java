/**
 * The vendors' capabilities as {@code direct:} endpoints, vendor-neutral in and out, for hosts' own routes.
 */
@NullMarked
package io.rollcall.camel.internal.capability;

import org.jspecify.annotations.NullMarked;
