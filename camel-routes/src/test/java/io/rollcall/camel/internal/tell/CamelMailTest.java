package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.tell.Verdict;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mail about runs, to a real mail server. */
@Tag("slow")
class CamelMailTest extends RollcallTestSupport {
    private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @BeforeEach
    void startServer() {
        server.start();
        server.setUser("rollcall@example.com", "rollcall", "S3CRET");
        server.setUser("ops@example.com", "ops", "other");
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    private void startWith(String url) throws Exception {
        play(Company.builtIn());
        start(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-lisi",
                "rollcall.flow.board.tell=ops",
                "rollcall.tell.ops.kind=mail",
                "rollcall.tell.ops.language=zh",
                "rollcall.tell.ops.url=" + url);
    }

    private String url(String password) {
        return "smtp:127.0.0.1:" + server.getSmtp().getPort() + "?username=rollcall&password=" + password
                + "&from=rollcall@example.com&to=ops@example.com";
    }

    @Test
    void failure_isMailed_asPlainText() throws Exception {
        startWith(url("S3CRET"));
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));

        rollcall.run(flow("board"), Mode.ONCE);
        rollcall.awaitNotified(Duration.ofSeconds(20));

        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(mails).hasSize(1);
        assertThat(mails[0].getSubject()).isEqualTo("Rollcall：board 运行失败");
        assertThat(mails[0].getContentType()).containsIgnoringCase("text/plain").containsIgnoringCase("utf-8");
        assertThat(String.valueOf(mails[0].getContent())).contains("应用没有权限", "VideoConference.Conference.Read");
        assertThat(mails[0].getAllRecipients()).extracting(Object::toString).containsExactly("ops@example.com");
    }

    @Test
    void wrongPassword_stopsTheChannel_withoutShowingIt() throws Exception {
        startWith(url("wr0ng"));

        Verdict verdict = rollcall.testChannel("ops");

        assertThat(verdict).isInstanceOf(Verdict.Misconfigured.class);
        assertThat(verdict.toString())
                .contains("does not accept the user name and password", "rollcall.tell.ops.url")
                .doesNotContain("wr0ng");
    }

    @Test
    void serverThatIsDown_isTriedAgain() throws Exception {
        String url = url("S3CRET");
        server.stop();
        startWith(url);

        assertThat(rollcall.testChannel("ops")).isInstanceOf(Verdict.NotPosted.class);
    }

    @Test
    void unknownOption_isExplained() throws Exception {
        startWith(url("S3CRET") + "&nonsense=1");

        assertThat(rollcall.testChannel("ops").toString())
                .contains("has an option that the mail component does not have")
                .doesNotContain("S3CRET");
    }
}
