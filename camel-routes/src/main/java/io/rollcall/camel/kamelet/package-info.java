/**
 * What the Kamelets are made of: each is a small configuration, from its parameters, and one step. Their parameters stay in
 * these beans, so that no secret stands in a route, an endpoint's address, a dump or a log.
 */
@NullMarked
package io.rollcall.camel.kamelet;

import org.jspecify.annotations.NullMarked;
