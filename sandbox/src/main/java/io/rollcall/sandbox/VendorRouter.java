package io.rollcall.sandbox;

import io.rollcall.sandbox.internal.admin.AdminPages;
import io.rollcall.sandbox.internal.dingtalk.DingTalkServer;
import io.rollcall.sandbox.internal.http.Handshake;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.http.Route;
import io.rollcall.sandbox.internal.http.Router;
import io.rollcall.sandbox.internal.huawei.HuaweiServer;
import io.rollcall.sandbox.internal.robots.RobotServer;
import io.rollcall.sandbox.internal.stream.Gateway;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Optional;

/** Routes requests to both vendors' servers; their paths do not overlap. Thread-safe. */
final class VendorRouter implements Router {
    private static final int NESTED_ARRAYS = 100_000;

    private final DingTalkServer dingtalk;
    private final HuaweiServer huawei;
    private final AdminPages admin;
    private final Gateway gateway;
    private final RobotServer robots;

    VendorRouter(DingTalkServer dingtalk, HuaweiServer huawei, RobotServer robots, AdminPages admin, Gateway gateway) {
        this.robots = robots;
        this.dingtalk = dingtalk;
        this.huawei = huawei;
        this.admin = admin;
        this.gateway = gateway;
    }

    @Override
    public Optional<Route> route(Request request) {
        Optional<Route> robot = robots.route(request);
        if (robot.isPresent()) {
            return robot;
        }
        return HuaweiServer.owns(request.path()) ? huawei.route(request) : dingtalk.route(request);
    }

    @Override
    public Handshake handshake(Request request) {
        return request.path().equals(Gateway.PATH)
                ? gateway.connect(request)
                : new Handshake.Refused(unknownPath(request));
    }

    @Override
    public Response unknownPath(Request request) {
        return HuaweiServer.owns(request.path()) ? HuaweiServer.unknownPath() : DingTalkServer.unknownPath(request);
    }

    @Override
    public Response preset(VendorApi api, Preset preset) {
        return switch (preset) {
            case UNAVAILABLE ->
                Response.html(503, "<html><body>Service Unavailable</body></html>")
                        .with("Retry-After", "1");
            case HTML_502 ->
                Response.html(502, "<html><head><title>502 Bad Gateway</title></head><body></body></html>");
            case HTML_200 -> Response.html(200, "<html><head><title>Maintenance</title></head><body></body></html>");
            case EMPTY_200 -> Response.empty(200);
            case NOTHING_IN_200 -> Response.json(200, "{}");
            case REDIRECT -> Response.empty(302).with("Location", admin.redirectUrl());
            case DEEP_JSON -> Response.json(200, "[".repeat(NESTED_ARRAYS) + "]".repeat(NESTED_ARRAYS));
            default ->
                api.family() == VendorApi.Family.HUAWEI ? huawei.preset(api, preset) : dingtalk.preset(api, preset);
        };
    }

    @Override
    public Response admin(Request request) {
        return admin.respond(request);
    }
}
