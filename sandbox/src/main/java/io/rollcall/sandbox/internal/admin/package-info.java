/** The sandbox's own pages under /sandbox/: counts, faults, rings, state. No API for users. */
@NullMarked
package io.rollcall.sandbox.internal.admin;

import org.jspecify.annotations.NullMarked;
