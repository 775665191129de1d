/**
 * What must survive a crash, over JDBC: in SQLite files beside the configuration, or in PostgreSQL.
 * {@link io.rollcall.store.Store} is the way in; the rest holds the parts of {@link io.rollcall.state.StateStore}, one
 * class each, and what they share. Nothing here decides.
 */
@NullMarked
package io.rollcall.store;

import org.jspecify.annotations.NullMarked;
