package com.example.coreonly;

import io.rollcall.call.SettingNames;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.dingtalk.AppType;
import io.rollcall.vendor.dingtalk.DingTalk;
import io.rollcall.vendor.dingtalk.DingTalkSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Asks DingTalk which running meetings a user is in, over the JDK's HTTP client. */
public final class AskOnce {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    private AskOnce() {}

    // tag::ask[]
    /** The user's rows in running meetings, or the fault for which there are none to be had. */
    static ParsedResponse<List<Participant>> ongoingMeetings(DingTalk dingTalk, UserId user) {
        TokenContext now = new TokenContext(Instant.now(), UUID.randomUUID().toString());
        return ask(dingTalk.token(), now, "") // getting a token needs none
                .then(token -> ask(dingTalk.ongoingMeetings(), user, token.value()));
    }

    /** Asks a vendor anything: the operation says what to send, and makes an answer or a fault of what came back. */
    static <I, O> ParsedResponse<O> ask(Operation<I, O> operation, I input, String token) {
        HttpRequest asked = operation.request(input).withToken(token);
        BodyPublisher body = asked.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(asked.body());
        var request = java.net.http.HttpRequest.newBuilder(asked.uri()).timeout(Duration.ofSeconds(10));
        asked.headers().forEach(header -> request.setHeader(header.name(), header.value()));
        request.method(asked.method().name(), body);
        var answer =
                CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray()).join();
        var headers = answer.headers().map();
        return operation.read(input, HttpResponse.received(answer.statusCode(), headers, answer.body()));
    }
    // end::ask[]

    /** Arguments: the address of DingTalk's API, the client id and the user's unionId; the secret is in the environment. */
    public static void main(String[] arguments) {
        // tag::application[]
        URI api = URI.create(arguments[0]);
        Secret secret = Secret.of(Objects.requireNonNull(System.getenv("DINGTALK_CLIENT_SECRET")));
        DingTalk dingTalk =
                new DingTalk(new DingTalkSettings(AppType.INTERNAL, arguments[1], secret, null, null, api, api));
        ParsedResponse<List<Participant>> reading = ongoingMeetings(dingTalk, new UserId(arguments[2]));
        if (reading instanceof ParsedResponse.Answer<List<Participant>> answer) {
            answer.value()
                    .forEach(row -> System.out.println(
                            row.meeting() + " " + row.attendance().state()));
        } else if (reading instanceof ParsedResponse.Refusal<List<Participant>> refusal) {
            Fault fault = refusal.fault();
            System.out.println(fault.kind().word() + ": " + SettingNames.in(fault.remedy(), "rollcall.dingtalk."));
        }
        // end::application[]
    }
}
