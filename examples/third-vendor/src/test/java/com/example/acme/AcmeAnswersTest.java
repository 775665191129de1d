package com.example.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.UserDetails;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.UserLookup.Question;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked and how answers are read: text files, no server. */
class AcmeAnswersTest {
    private static final Question QUESTION = new Question("BADGE", List.of("4711", "4712"));
    private static final TokenContext NOW = new TokenContext(Instant.ofEpochSecond(1_700_000_000), "n");

    private final Acme acme =
            new Acme(new AcmeSettings(URI.create("http://127.0.0.1:3"), "client", Secret.of("S3CRET")));

    private static HttpResponse answer(int status, String file) {
        try (InputStream in = AcmeAnswersTest.class.getResourceAsStream("/acme/" + file)) {
            return new HttpResponse(
                    status,
                    Map.of("X-Acme-Request", "r-1", "Retry-After", "7"),
                    Objects.requireNonNull(in, file).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fault fault(ParsedResponse<?> reading) {
        assertThat(reading).isInstanceOf(ParsedResponse.Refusal.class);
        return ((ParsedResponse.Refusal<?>) reading).fault();
    }

    @Test
    void request_isThePagesOwn() {
        HttpRequest request = acme.details().request(QUESTION);

        assertThat(request.method()).isEqualTo(HttpRequest.Method.GET);
        assertThat(request.uri()).hasToString("http://127.0.0.1:3/v1/people?by=BADGE&id=4711&id=4712");
        assertThat(request.withToken("t").headers()).contains(new HttpRequest.Field("X-Acme-Token", "t"));
        assertThat(request.toString()).doesNotContain("4711");
    }

    @Test
    void request_whenTheQuestionIsOutOfRange_isRefused() {
        for (Question question : List.of(
                new Question("SHOE_SIZE", List.of("a")),
                new Question("MAIL", List.of()),
                new Question("MAIL", Collections.nCopies(51, "a")))) {
            assertThatThrownBy(() -> acme.details().request(question)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void read_takesPeopleAsTheyAre() {
        ParsedResponse<List<UserDetails>> reading = acme.details().read(QUESTION, answer(200, "found.json"));

        assertThat(((ParsedResponse.Answer<List<UserDetails>>) reading).value())
                .extracting(
                        found -> found.status().name(),
                        found -> String.valueOf(found.account().id()),
                        found -> String.valueOf(found.account().name()))
                .containsExactly(
                        tuple("FOUND", "4711", "John Smith"),
                        tuple("NOT_FOUND", "4712", "null"),
                        tuple("FORBIDDEN", "4713", "null"),
                        tuple("UNKNOWN", "4714", "null"),
                        tuple("FOUND", "null", "Nobody Asked"));
    }

    // tag::table[]
    @ParameterizedTest
    @CsvSource({
        "400, bad-question.json,   bad-request, BAD_QUESTION",
        "401, unknown-client.json, token,       UNKNOWN_CLIENT",
        "401, token-expired.json,  token,       TOKEN_EXPIRED",
        "403, not-allowed.json,    permission,  NOT_ALLOWED",
        "429, slow-down.json,      throttled,   SLOW_DOWN",
        "503, busy.json,           server,      BUSY",
        "418, something-new.json,  bad-request, SOMETHING_NEW",
        "401, something-new.json,  token,       SOMETHING_NEW",
        "302, log-in.html,         unreadable,",
        "200, log-in.html,         unreadable,",
        "200, token.json,          unreadable,",
        "502, log-in.html,         server,",
    })
    void read_whenRefused_isTheFaultOfTheTable(int status, String file, String kind, String code) {
        Fault fault = fault(acme.details().read(QUESTION, answer(status, file)));

        assertThat(fault.kind().word()).isEqualTo(kind);
        assertThat(fault.origin().code()).isEqualTo(code);
        assertThat(fault.origin().requestId()).isEqualTo("r-1");
        assertThat(fault.remedy()).isNotBlank();
    }
    // end::table[]

    @Test
    void read_whenThrottled_waitsAsLongAsIsAsked() {
        assertThat(fault(acme.details().read(QUESTION, answer(429, "slow-down.json"))))
                .isInstanceOfSatisfying(Fault.Throttled.class, throttled -> assertThat(throttled.retryAfter())
                        .isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void token_isAskedForWithTheSecretAndCountedFromBeforeTheRequest() {
        HttpRequest request = acme.token().request(NOW);

        assertThat(request.body()).isEqualTo("{\"clientId\":\"client\",\"clientSecret\":\"S3CRET\"}");
        assertThat(request.toString()).doesNotContain("S3CRET");
        assertThat(acme.token().read(NOW, answer(200, "token.json")))
                .isEqualTo(ParsedResponse.answer(
                        new AccessToken("t-1", NOW.now(), NOW.now().plusSeconds(3600))));
    }

    @ParameterizedTest
    @CsvSource({"200, found.json, unreadable", "401, unknown-client.json, token", "503, busy.json, server"})
    void token_whenRefused_isTheFaultOfTheTable(int status, String file, String kind) {
        assertThat(fault(acme.token().read(NOW, answer(status, file))).kind().word())
                .isEqualTo(kind);
    }
}
