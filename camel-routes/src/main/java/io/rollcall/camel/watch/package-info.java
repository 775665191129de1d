/**
 * Health, logs and budget warnings for hosts and their monitoring: the accounts, the monthly budget, the store, and the
 * flows' last runs.
 */
@NullMarked
package io.rollcall.camel.watch;

import org.jspecify.annotations.NullMarked;
