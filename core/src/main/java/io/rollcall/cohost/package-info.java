/**
 * Flows of type {@code cohost}: read meetings, plan promotions and removals of co-hosts, and make them.
 */
@NullMarked
package io.rollcall.cohost;

import org.jspecify.annotations.NullMarked;
