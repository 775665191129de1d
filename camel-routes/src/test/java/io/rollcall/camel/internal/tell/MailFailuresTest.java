package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.tell.Delivery;
import io.rollcall.tell.Verdict;
import io.rollcall.tell.mail.MailChannel;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail server's replies mean: the first figure says whether to try again (RFC 5321 §4.2.1). */
@Tag("slow")
class MailFailuresTest {
    private final CamelContext camel = new DefaultCamelContext();
    private final PrivateContext inside = new PrivateContext(camel);

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        inside.stop();
        camel.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "none, -, Delivered",
        "CONNECT, 421 4.3.2 busy, NotPosted",
        "CONNECT, closes, NotPosted",
        "AUTH, 454 4.7.0 later, NotPosted",
        "AUTH, 535 5.7.8 wrong, Misconfigured",
        "MAIL, 451 4.3.0 later, NotPosted",
        "MAIL, 530 5.7.0 log in first, Misconfigured",
        "MAIL, 550 5.7.1 not you, Misconfigured",
        "RCPT, 450 4.2.1 grey, NotPosted",
        "RCPT, 451 4.3.0 later, NotPosted",
        "RCPT, 452 4.2.2 full, NotPosted",
        "RCPT, 552 5.2.2 full, NotPosted",
        "RCPT, 550 5.1.1 no such user, Misconfigured",
        "RCPT, is silent, NotPosted",
        "DATA, 451 4.3.0 later, NotPosted",
        "DATA, 554 5.6.0 no, Refused",
        "DATA, closes, NotPosted",
        "., 452 4.3.1 later, NotPosted",
        "., 554 5.7.1 spam, Refused",
        "., closes, Unknown",
        "., is silent, Unknown"
    })
    void reply_decidesWhetherToTryAgain(String command, String reply, String verdict) throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(command, reply)) {
            RobotChannel channel = new RobotChannel(
                    new MailChannel(),
                    "smtp:127.0.0.1:" + server.port()
                            + "?username=rollcall&password=S3CRET&from=rollcall@example.com&to=ops@example.com"
                            + "&connectionTimeout=500&additionalJavaMailProperties.mail.smtp.timeout=500",
                    "");

            Verdict read = new CamelMail(inside)
                    .send(channel.channel(), new Delivery.Mail("Rollcall: board failed", "text\r\n"));

            assertThat(read.getClass().getSimpleName()).as(read.toString()).isEqualTo(verdict);
            assertThat(read.toString()).doesNotContain("S3CRET", "example.com");
        }
    }
}
