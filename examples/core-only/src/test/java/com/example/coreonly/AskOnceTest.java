package com.example.coreonly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.dingtalk.AppType;
import io.rollcall.vendor.dingtalk.DingTalk;
import io.rollcall.vendor.dingtalk.DingTalkSettings;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

@Timeout(60)
@Tag("slow")
class AskOnceTest {
    /** All that the example may need; JSpecify's annotations are not needed to run. */
    private static final List<Class<?>> CLASS_PATH = List.of(
            AskOnce.class, Operation.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class, Logger.class);

    private final Sandbox sandbox = Sandbox.start(Company.builtIn(), 0);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private DingTalk dingTalk(String secret) {
        URI api = URI.create(sandbox.url());
        String clientId = sandbox.settings().get("rollcall.dingtalk.client-id");
        return new DingTalk(new DingTalkSettings(AppType.INTERNAL, clientId, Secret.of(secret), null, null, api, api));
    }

    private String secret() {
        return sandbox.settings().get("rollcall.dingtalk.client-secret");
    }

    private static Fault fault(ParsedResponse<?> reading) {
        assertThat(reading).isInstanceOf(ParsedResponse.Refusal.class);
        return ((ParsedResponse.Refusal<?>) reading).fault();
    }

    @Test
    void ongoingMeetings_whenTheUserIsInTwo_areTheUsersRows() throws Exception {
        ParsedResponse<List<Participant>> reading = AskOnce.ongoingMeetings(dingTalk(secret()), new UserId("UN-lisi"));

        assertThat(reading).isInstanceOf(ParsedResponse.Answer.class);
        assertThat(((ParsedResponse.Answer<List<Participant>>) reading).value())
                .extracting(row -> row.meeting() + " " + row.host())
                .containsExactlyInAnyOrder("board-meeting false", "release-meeting true");
    }

    @Test
    void ongoingMeetings_whenTheSecretIsWrong_isTheTokensFault() throws Exception {
        Fault fault = fault(AskOnce.ongoingMeetings(dingTalk("wrong"), new UserId("UN-lisi")));

        assertThat(fault.kind()).isEqualTo(Fault.Kind.TOKEN);
        assertThat(fault.origin().operation()).hasToString("dingtalk.token");
    }

    @Test
    void ongoingMeetings_whenAPermissionIsMissing_saysSo() throws Exception {
        sandbox.script(
                io.rollcall.sandbox.script.Fault.on(io.rollcall.sandbox.script.VendorApi.DINGTALK_ONGOING_MEETINGS)
                        .then(Preset.PERMISSION));

        Fault fault = fault(AskOnce.ongoingMeetings(dingTalk(secret()), new UserId("UN-lisi")));

        assertThat(fault.kind()).isEqualTo(Fault.Kind.PERMISSION);
        assertThat(fault.remedy()).isNotBlank();
    }

    @Test
    void main_runsWithCoreJacksonAndSlf4jAlone() throws Exception {
        String classPath = CLASS_PATH.stream().map(AskOnceTest::home).collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder program = new ProcessBuilder(Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                classPath,
                                AskOnce.class.getName(),
                                sandbox.url(),
                                sandbox.settings().get("rollcall.dingtalk.client-id"),
                                "UN-mary")
                        .toList())
                .redirectErrorStream(true);
        program.environment().keySet().removeIf(key -> key.endsWith("JAVA_OPTIONS"));
        program.environment().put("DINGTALK_CLIENT_SECRET", secret());

        Process running = program.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).as(said).isZero();
        assertThat(said).contains("release-meeting ACTIVE");
    }

    /** The jar or the folder that a class is from. */
    private static String home(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
