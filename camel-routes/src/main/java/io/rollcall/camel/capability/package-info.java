/**
 * The vendors' capabilities as {@code direct:} endpoints, vendor-neutral in and out, for hosts' own routes.
 */
@NullMarked
package io.rollcall.camel.capability;

import org.jspecify.annotations.NullMarked;
