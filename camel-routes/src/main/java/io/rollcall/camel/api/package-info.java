/**
 * What integrators implement, receive and catch: listeners, headers and exceptions. Depends on no other package of this
 * module.
 */
@NullMarked
package io.rollcall.camel.api;

import org.jspecify.annotations.NullMarked;
