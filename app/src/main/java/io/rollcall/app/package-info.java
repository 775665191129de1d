/**
 * The standalone program: command line, wiring, what a person sees. No decisions about meetings or people.
 */
@NullMarked
package io.rollcall.app;

import org.jspecify.annotations.NullMarked;
