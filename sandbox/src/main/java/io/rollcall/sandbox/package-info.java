/**
 * A local simulator of the servers of DingTalk and Huawei Cloud Meeting, for tests, demos and trials.
 *
 * <p>It is written from the vendors' published pages and docs/vendors/ only, not from Rollcall's client, so that tests find where
 * the client misreads them. Start with {@link io.rollcall.sandbox.Sandbox}. The {@code internal} packages can change with
 * every release.
 */
@NullMarked
package io.rollcall.sandbox;

import org.jspecify.annotations.NullMarked;
