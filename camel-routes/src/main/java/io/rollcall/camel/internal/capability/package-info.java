/**
 * Executes the vendors' operations that hosts' routes call, with the audit and the claims that they need.
 */
@NullMarked
package io.rollcall.camel.internal.capability;

import org.jspecify.annotations.NullMarked;
