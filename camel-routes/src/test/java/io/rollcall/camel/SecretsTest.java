package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.rollcall.report.JsonLine;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Runs every flow with everything logged, and looks for whatever must not be shown. */
@Tag("slow")
class SecretsTest extends RollcallTestSupport {
    private static final String COMPANY =
            "{'dingtalk':{'appType':'third-party','clientId':'suite-x','clientSecret':'SECRET-suite',"
                    + "'corpId':'ding-x','suiteTicket':'SECRET-ticket'},'huawei':{'appKey':'SECRET-appkey'},"
                    + "'people':[{'userId':'u1','unionId':'UN1','name':'PRIVATE-name','mobile':'13900000001','email':'PRIVATE@mail.example'}],"
                    + "'meetings':[{'id':'c1','members':[{'unionId':'UN1','nick':'PRIVATE-nick'}]}]}";
    // the HTTP client prints whole requests here; the app switches these off for good, and embedders are warned
    private static final List<String> EXCLUDED =
            List.of("org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers");

    private final Capture capture = new Capture();
    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();

    private static final class Capture extends AppenderBase<ILoggingEvent> {
        final Queue<String> lines = new ConcurrentLinkedQueue<>();
        final Queue<String> wire = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            String stack =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            String line =
                    event.getThreadName() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + stack;
            (EXCLUDED.contains(event.getLoggerName()) ? wire : lines).add(line);
        }
    }

    @BeforeEach
    void logEverything() {
        root.iteratorForAppenders().forEachRemaining(appender -> appender.stop());
        capture.setContext(loggers);
        capture.start();
        root.addAppender(capture);
        root.setLevel(Level.TRACE);
        // the sandbox's server is not ours
        List.of("io.undertow", "org.xnio", "org.jboss")
                .forEach(name -> loggers.getLogger(name).setLevel(Level.OFF));
    }

    @AfterEach
    void logLittleAgain() {
        root.setLevel(before);
        root.detachAppender(capture);
        root.iteratorForAppenders().forEachRemaining(appender -> appender.start());
    }

    @Test
    void everyFlow_whenEverythingIsLogged_showsNoSecretAndNobodysData() throws Exception {
        play(COMPANY);
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).at("1").then(Preset.TOKEN_REJECTED));
        sandbox.script(Fault.on(VendorApi.HUAWEI_USER_DETAILS).at("1").then(Preset.TOKEN_REJECTED));
        sandbox.script(Fault.on(VendorApi.DINGTALK_SUB_DEPARTMENTS).at("1").then(Preset.RESET_AFTER));
        start(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN1",
                "rollcall.flow.duty.type=invite",
                "rollcall.flow.duty.meetings-of=UN1",
                "rollcall.flow.duty.phones=+8613900000009:PRIVATE-duty",
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=roster.ndjson");
        camel.setTracing(true);
        List<String> said = new ArrayList<>();
        for (String flow : List.of("board", "duty", "people")) {
            var report = once(flow);
            assertThat(outcome(report)).as(flow).isEqualTo("complete");
            said.add(report.toString());
            said.add(JsonLine.of(report));
        }
        Thread.getAllStackTraces().keySet().forEach(thread -> said.add(thread.getName()));
        said.add(config.toString());
        camel.getEndpoints().forEach(endpoint -> said.add(endpoint.toString()));
        stop();

        // the test can see what it looks for: the wire has the secrets, so the capture works and they were really sent
        String wire = String.join("\n", capture.wire);
        assertThat(wire)
                .contains("SECRET-suite", "SECRET-ticket", "access_token=")
                .contains("HMAC-SHA256 signature=");
        List<String> secrets = new ArrayList<>(List.of("SECRET-", "access_token=", "signature=", "accessToken\""));
        secrets.addAll(tokens(wire));
        assertThat(secrets).hasSizeGreaterThan(6);
        assertThat(capture.lines).hasSizeGreaterThan(100);
        for (String secret : secrets) {
            assertThat(capture.lines).filteredOn(line -> line.contains(secret)).isEmpty();
            assertThat(said).filteredOn(line -> line.contains(secret)).isEmpty();
        }
        for (String data : List.of("PRIVATE", "13900000001", "13900000009")) {
            assertThat(capture.lines).filteredOn(line -> line.contains(data)).isEmpty();
        }
    }

    private static List<String> tokens(String wire) {
        return Pattern.compile(
                        "(?:x-acs-dingtalk-access-token: |X-Access-Token: |access_token=)([A-Za-z0-9_-]{8,})",
                        Pattern.CASE_INSENSITIVE)
                .matcher(wire)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
    }
}
