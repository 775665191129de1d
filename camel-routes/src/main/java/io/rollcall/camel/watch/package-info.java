/**
 * Watches, for hosts and their monitoring: how the month's budget stands, and how the flows' last runs ended.
 */
@NullMarked
package io.rollcall.camel.watch;

import org.jspecify.annotations.NullMarked;
