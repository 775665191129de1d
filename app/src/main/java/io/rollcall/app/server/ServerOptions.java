package io.rollcall.app.server;

import io.rollcall.vendor.Secret;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the server is made with. Immutable.
 *
 * @param port 0 for any free one
 * @param loopback whether only this machine can connect to the address
 * @param token null if none is configured
 * @param version of Rollcall, for the page
 * @param clock by which sessions and waits end; monotonic
 */
public record ServerOptions(
        String address,
        int port,
        boolean loopback,
        @Nullable Secret token,
        boolean showNames,
        String version,
        InstantSource clock) {}
