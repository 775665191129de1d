/**
 * One call to a vendor, conducted without I/O: what an operation is, what can go wrong, and what to do next.
 */
@NullMarked
package io.rollcall.call;

import org.jspecify.annotations.NullMarked;
