/**
 * The hands: what a host adds to its Camel context to get Rollcall's endpoints, templates and flows.
 */
@NullMarked
package io.rollcall.camel;

import org.jspecify.annotations.NullMarked;
