/**
 * What {@code rollcall run} tells machines over HTTP, on loopback: whether it is ready, and its meters. Nothing here
 * names a person.
 */
@NullMarked
package io.rollcall.app.server;

import org.jspecify.annotations.NullMarked;
