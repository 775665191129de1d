/**
 * A local stand-in for the servers of DingTalk and Huawei Cloud Meeting, for rehearsals, demonstrations and tests.
 *
 * <p>It is written from the vendors' published pages and the collected facts only, never from what Rollcall's own client
 * does, so that a misreading of the client shows. {@link io.rollcall.sandbox.Sandbox} is the way in;
 * what lives in {@code internal} packages may change with every release.
 */
@NullMarked
package io.rollcall.sandbox;

import org.jspecify.annotations.NullMarked;
