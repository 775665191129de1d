package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.Escape;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.setting.Addresses;
import io.rollcall.vendor.EventStream.Opening;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Purpose;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.SecretHints;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks where to connect for events: {@code POST /v1.0/gateway/connections/open} (docs/vendors/dingtalk-stream.md §1). The
 * answer's ticket can be used once and lives 90 seconds; no access token is involved.
 */
final class OpenStream implements DingTalkOperation<Opening, Secret> {
    private final DingTalkSettings settings;
    private final OpenApi api;

    OpenStream(DingTalkSettings settings, OpenApi api) {
        this.settings = settings;
        this.api = api;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.OPEN_STREAM;
    }

    /** Of a month's calls it may use the reserve: once polls have used their part, only events lead to changes. */
    @Override
    public Purpose purpose() {
        return Purpose.EVENTS;
    }

    @Override
    public HttpRequest request(Opening question) {
        ObjectNode body = Json.object();
        body.put("clientId", settings.clientId());
        body.put("clientSecret", settings.clientSecret().reveal());
        // only the star works; which events come is chosen in DingTalk's console
        body.putArray("subscriptions").addObject().put("type", "EVENT").put("topic", "*");
        // without localIp, which the vendor's own clients send: DingTalk needs no address of this machine
        body.put("ua", userAgent());
        return api.postWithoutToken("/v1.0/gateway/connections/open", body);
    }

    private static String userAgent() {
        String version = OpenStream.class.getPackage().getImplementationVersion();
        return version == null ? "rollcall-java" : "rollcall-java/" + version;
    }

    @Override
    public ParsedResponse<Secret> read(Opening question, HttpResponse response) {
        ParsedResponse<Secret> reading = DingTalkResponse.read(call(), response, OpenStream::address);
        return SecretHints.in(sentOnce(reading), Map.of("client-secret", settings.clientSecret()));
    }

    /**
     * A refusal for the rate, as a failure: every call repeats a throttled request, but the connection's own back-off and limits
     * decide when the next connection is opened.
     */
    private static ParsedResponse<Secret> sentOnce(ParsedResponse<Secret> reading) {
        return reading instanceof ParsedResponse.Refusal<Secret> refusal
                        && refusal.fault() instanceof Fault.Throttled throttled
                ? ParsedResponse.refusal(
                        new Fault.ServerFailed(throttled.origin(), throttled.retryAfter(), true, throttled.remedy()),
                        refusal.quote())
                : reading;
    }

    private static ParsedResponse<Secret> address(DingTalkResponse answer) {
        String endpoint = answer.at("endpoint").id();
        String ticket = answer.at("ticket").id();
        if (endpoint == null || ticket == null) {
            return answer.unreadable((endpoint == null ? "endpoint" : "ticket") + " is missing");
        }
        URI address = webSocket(endpoint);
        if (address == null) {
            return answer.unreadable("endpoint is no wss address");
        }
        String separator = address.getRawQuery() == null ? "?" : "&";
        return ParsedResponse.answer(Secret.of(endpoint + separator + "ticket=" + Escape.component(ticket)));
    }

    /** The address; null where it is none that the ticket may be sent to: wss, or ws to this machine. */
    private static @Nullable URI webSocket(String endpoint) {
        URI address;
        try {
            address = new URI(endpoint);
        } catch (URISyntaxException malformed) {
            return null;
        }
        String host = address.getHost();
        if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            return null;
        }
        boolean loopback = Addresses.isLoopback(host.toLowerCase(Locale.ROOT));
        boolean allowed =
                "wss".equalsIgnoreCase(address.getScheme()) || (loopback && "ws".equalsIgnoreCase(address.getScheme()));
        return allowed ? address : null;
    }
}
