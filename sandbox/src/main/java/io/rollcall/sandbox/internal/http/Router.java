package io.rollcall.sandbox.internal.http;

import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Optional;

/** Maps requests to endpoints. Thread-safe. */
public interface Router {
    /** The route of a request; empty if no vendor has such a path. */
    Optional<Route> route(Request request);

    /** The decision about a WebSocket handshake. */
    Handshake handshake(Request request);

    /** The response to a request that has no route, in the shape of the vendor to which the path belongs. */
    Response unknownPath(Request request);

    /**
     * A scripted response in the shape of the operation's vendor.
     *
     * @throws IllegalArgumentException if the preset breaks the connection or cannot occur at the operation
     */
    Response preset(VendorApi api, Preset preset);

    /** The response to a request for one of the sandbox's own pages. */
    Response admin(Request request);
}
