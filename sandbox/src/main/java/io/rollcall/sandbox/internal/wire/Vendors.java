package io.rollcall.sandbox.internal.wire;

import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Optional;

/** What the HTTP server needs to know of the vendors. */
public interface Vendors {
    /** Where a request goes, or empty for a path that no vendor has. */
    Optional<Route> route(Request request);

    /** What the vendor of such a path answers to an unknown one. */
    Reply unknownPath(Request request);

    /** A scripted answer in the shape of the operation's vendor; only for presets that are answers. */
    Reply preset(VendorApi api, Preset preset);

    /** The sandbox's own pages. */
    Reply admin(Request request);
}
