/** The sandbox's own pages under {@code /sandbox/}. */
@NullMarked
package io.rollcall.sandbox.internal.admin;

import org.jspecify.annotations.NullMarked;
