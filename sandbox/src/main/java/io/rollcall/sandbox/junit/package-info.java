/**
 * The JUnit extension {@link io.rollcall.sandbox.junit.SandboxExtension}. Only this package needs JUnit Jupiter on the
 * class path, 5.12 or newer.
 */
@NullMarked
package io.rollcall.sandbox.junit;

import org.jspecify.annotations.NullMarked;
