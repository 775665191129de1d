package io.rollcall.sandbox;

import io.rollcall.sandbox.internal.admin.Admin;
import io.rollcall.sandbox.internal.dingtalk.DingTalk;
import io.rollcall.sandbox.internal.huawei.Huawei;
import io.rollcall.sandbox.internal.wire.Reply;
import io.rollcall.sandbox.internal.wire.Request;
import io.rollcall.sandbox.internal.wire.Route;
import io.rollcall.sandbox.internal.wire.Vendors;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Optional;

/** Both vendors behind one port; their paths do not overlap. */
final class SandboxVendors implements Vendors {
    private static final int DEPTH = 100_000;

    private final DingTalk dingtalk;
    private final Huawei huawei;
    private final Admin admin;

    SandboxVendors(DingTalk dingtalk, Huawei huawei, Admin admin) {
        this.dingtalk = dingtalk;
        this.huawei = huawei;
        this.admin = admin;
    }

    @Override
    public Optional<Route> route(Request request) {
        return Huawei.owns(request.path()) ? huawei.route(request) : dingtalk.route(request);
    }

    @Override
    public Reply unknownPath(Request request) {
        return Huawei.owns(request.path()) ? Huawei.unknownPath() : DingTalk.unknownPath(request);
    }

    @Override
    public Reply preset(VendorApi api, Preset preset) {
        return switch (preset) {
            case UNAVAILABLE ->
                Reply.html(503, "<html><body>Service Unavailable</body></html>").with("Retry-After", "1");
            case HTML_502 -> Reply.html(502, "<html><head><title>502 Bad Gateway</title></head><body></body></html>");
            case HTML_200 -> Reply.html(200, "<html><head><title>Maintenance</title></head><body></body></html>");
            case EMPTY_200 -> Reply.empty(200);
            case NOTHING_IN_200 -> Reply.json(200, "{}");
            case REDIRECT -> Reply.empty(302).with("Location", admin.elsewhereUrl());
            case DEEP_JSON -> Reply.json(200, "[".repeat(DEPTH) + "]".repeat(DEPTH));
            default ->
                api.family() == VendorApi.Family.HUAWEI ? huawei.preset(api, preset) : dingtalk.preset(api, preset);
        };
    }

    @Override
    public Reply admin(Request request) {
        return admin.answer(request);
    }
}
