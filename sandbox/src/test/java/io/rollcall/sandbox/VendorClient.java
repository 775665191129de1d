package io.rollcall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.sandbox.internal.company.HuaweiSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client of the vendors, written for these tests from the pages. Follows no redirects; every wait has a timeout. */
public final class VendorClient {
    static final JsonMapper MAPPER = new JsonMapper();
    static final String NONCE = "abcdefghijklmnopqrstuvwxyz012345";

    /** A response with its body as text and as JSON (a missing node if it is not JSON). */
    public record VendorResponse(int status, java.net.http.HttpHeaders headers, String text) {
        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }
    }

    private final Sandbox sandbox;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    public VendorClient(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url() + path)).timeout(Duration.ofSeconds(20));
    }

    VendorResponse send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new VendorResponse(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    VendorResponse get(String path) {
        return quietly(request(path).GET());
    }

    VendorResponse quietly(HttpRequest.Builder request) {
        try {
            return send(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpRequest.Builder jsonPost(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    VendorResponse post(String path, String body) {
        return quietly(jsonPost(path, body));
    }

    // DingTalk

    VendorResponse requestDingTalkToken(String key, String secret) {
        return post("/v1.0/oauth2/accessToken", "{\"appKey\":\"" + key + "\",\"appSecret\":\"" + secret + "\"}");
    }

    VendorResponse requestCorpToken(String key, String secret, String corp, String ticket) {
        return post(
                "/v1.0/oauth2/corpAccessToken",
                "{\"suiteKey\":\"%s\",\"suiteSecret\":\"%s\",\"authCorpId\":\"%s\",\"suiteTicket\":\"%s\"}"
                        .formatted(key, secret, corp, ticket));
    }

    public String dingTalkToken() {
        var settings = sandbox.company().definition().dingtalk();
        VendorResponse response = settings.thirdParty()
                ? requestCorpToken(
                        settings.clientId(), settings.clientSecret(), settings.corpId(), settings.suiteTicket())
                : requestDingTalkToken(settings.clientId(), settings.clientSecret());
        return response.json().path("accessToken").asText();
    }

    VendorResponse getWith(String token, String path) {
        return quietly(
                request(path).header("x-acs-dingtalk-access-token", token).GET());
    }

    VendorResponse postWith(String token, String path, String body) {
        return quietly(jsonPost(path, body).header("x-acs-dingtalk-access-token", token));
    }

    public VendorResponse ongoing(String token, String unionId) {
        return getWith(token, "/v1.0/conference/users/lists?unionId=" + unionId);
    }

    VendorResponse members(String token, String meeting, String query) {
        return getWith(token, "/v1.0/conference/videoConferences/" + meeting + "/members" + query);
    }

    VendorResponse setCoHosts(String token, String meeting, String body) {
        return postWith(token, "/v1.0/conference/videoConferences/" + meeting + "/coHosts/set", body);
    }

    public VendorResponse invite(String token, String meeting, String body) {
        return postWith(token, "/v1.0/conference/videoConferences/" + meeting + "/users/invite", body);
    }

    VendorResponse topApi(String token, String path, String body) {
        return post("/topapi/v2/" + path + "?access_token=" + token, body);
    }

    public VendorResponse users(String token, long department, long cursor, int size) {
        return topApi(
                token, "user/list", "{\"dept_id\":%d,\"cursor\":%d,\"size\":%d}".formatted(department, cursor, size));
    }

    // Huawei

    static String hmac(String text, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    VendorResponse appAuth(String body, String signature, String appId) {
        String access = Base64.getEncoder().encodeToString(appId.getBytes(StandardCharsets.UTF_8));
        return quietly(jsonPost("/v2/usg/acs/auth/appauth", body)
                .header("Authorization", "HMAC-SHA256 signature=" + signature + ",access=" + access)
                .header("X-Token-Type", "LongTicket"));
    }

    VendorResponse requestHuaweiToken(String userId) {
        HuaweiSettings settings = sandbox.company().definition().huawei();
        String signed = settings.appId() + ":" + userId + ":0:" + NONCE;
        String body = "{\"appId\":\"%s\",\"clientType\":72,\"expireTime\":0,\"nonce\":\"%s\",\"userId\":\"%s\"}"
                .formatted(settings.appId(), NONCE, userId);
        return appAuth(body, hmac(signed, settings.appKey()), settings.appId());
    }

    String huaweiToken() {
        return requestHuaweiToken("").json().path("accessToken").asText();
    }

    VendorResponse details(String token, String idType, String... ids) {
        StringBuilder body = new StringBuilder("[");
        for (String id : ids) {
            body.append(body.length() == 1 ? "" : ",")
                    .append("{\"id\":\"")
                    .append(id)
                    .append("\"}");
        }
        return quietly(jsonPost(
                        "/v1/usg/abs/users/list?idType=" + idType,
                        body.append(']').toString())
                .header("X-Access-Token", token));
    }
}
