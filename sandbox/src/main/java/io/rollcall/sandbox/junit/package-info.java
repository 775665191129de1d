/**
 * The sandbox in JUnit tests: {@link io.rollcall.sandbox.junit.SandboxExtension}. The only package that needs JUnit Jupiter on the
 * class path, 5.12 or newer.
 */
@NullMarked
package io.rollcall.sandbox.junit;

import org.jspecify.annotations.NullMarked;
