/**
 * State that must survive a crash, over JDBC: in SQLite files beside the configuration, or in PostgreSQL.
 * {@link io.rollcall.store.Store} is the entry point. Each {@code Jdbc…Repository} implements one repository of
 * {@link io.rollcall.state.StateStore} on {@link io.rollcall.store.Transactions}, which works on either
 * {@link io.rollcall.store.Database}. This package makes no decisions.
 */
@NullMarked
package io.rollcall.store;

import org.jspecify.annotations.NullMarked;
