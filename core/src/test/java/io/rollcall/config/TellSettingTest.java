package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.tell.Channel;
import io.rollcall.tell.Language;
import io.rollcall.tell.When;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The channels of a configuration. */
class TellSettingTest extends ConfigurationTest {
    private static final String URL = "https://oapi.dingtalk.com/robot/send?access_token=T0KEN";

    @BeforeEach
    void configureFlow() {
        configuring.file(
                Configuring.DINGTALK
                        + """
                rollcall.flow.board.type=cohost
                rollcall.flow.board.users=UN1
                """);
    }

    private Channel only() {
        return configuring.read().channels().get(0);
    }

    @Test
    void channel_withAKindAndAnAddress_hasDefaults() {
        configuring
                .set("rollcall.tell.ops.kind=dingtalk")
                .set("rollcall.tell.ops.url=" + URL)
                .set("rollcall.flow.board.tell=ops");

        Channel ops = only();

        assertThat(ops.name()).isEqualTo("ops");
        assertThat(ops.kind().word()).isEqualTo("dingtalk");
        assertThat(ops.url().reveal()).isEqualTo(URL);
        assertThat(ops.when()).isEqualTo(When.PROBLEMS);
        assertThat(ops.every()).isEqualTo(Duration.ofMinutes(10));
        assertThat(ops.mostAMonth()).isZero();
        assertThat(ops.language()).isEqualTo(Language.ENGLISH);
        assertThat(ops.names()).isFalse();
        assertThat(configuring.read().flows().get(0).tell()).containsExactly("ops");
    }

    @Test
    void channel_whenShown_showsNoSecret() {
        configuring
                .set("rollcall.tell.ops.kind=dingtalk")
                .set("rollcall.tell.ops.url=" + URL)
                .set("rollcall.tell.ops.secret=SECabc");

        assertThat(configuring.read().toString()).doesNotContain("T0KEN", "SECabc");
    }

    @Test
    void channel_fromVariablesAlone_isDefined() {
        configuring
                .variable("ROLLCALL_TELL_OPS_KIND", "dingtalk")
                .variable("ROLLCALL_TELL_OPS_URL", URL)
                .variable("ROLLCALL_TELL_OPS_MOST_A_MONTH", "500");

        assertThat(only().mostAMonth()).isEqualTo(500);
    }

    @Test
    void channel_withAddressAndSecretInFiles_readsThem() {
        configuring
                .beside("url.txt", URL + "\n")
                .beside("secret.txt", "SECabc\n")
                .set("rollcall.tell.ops.kind=dingtalk")
                .set("rollcall.tell.ops.url-file=url.txt")
                .set("rollcall.tell.ops.secret-file=secret.txt");

        assertThat(only().url().reveal()).isEqualTo(URL);
        assertThat(only().secret().reveal()).isEqualTo("SECabc");
    }

    @Test
    void mistakes_areAllNamed_withoutSecrets() {
        configuring
                .set("rollcall.tell.ops.kind=dingding")
                .set("rollcall.tell.team.kind=dingtalk")
                .set("rollcall.tell.team.url=http://oapi.dingtalk.com/robot/send?access_token=T0KEN")
                .set("rollcall.tell.team.quiet=22-7")
                .set("rollcall.tell.team.mention=mobile:abc")
                .set("rollcall.tell.team.ever=5m")
                .set("rollcall.tell.night.kind=dingtalk")
                .set("rollcall.tell.night.url=T0KEN")
                .set("rollcall.flow.board.tell=opps");

        assertThatThrownBy(configuring::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rollcall.tell.ops.kind")
                .hasMessageContaining("unknown kind of channel 'dingding'")
                .hasMessageContaining("must start with https://")
                .hasMessageContaining("must be two times of day, such as 22:00-07:00")
                .hasMessageContaining("rollcall.tell.team.mention")
                .hasMessageContaining("did you mean rollcall.tell.team.every?")
                .hasMessageContaining("rollcall.tell.night.url")
                .hasMessageContaining("names an unknown channel 'opps'")
                .message()
                .doesNotContain("T0KEN");
    }

    @Test
    void documentedChannels_areValid() throws Exception {
        Configuring documented = new Configuring(folder)
                .beside("secrets/ops-url", URL)
                .beside("secrets/ops-secret", "SECabc")
                .beside("secrets/hr-url", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K3Y");
        try (InputStream text = TellSettingTest.class.getResourceAsStream("/tell/channels.properties")) {
            documented.file(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }

        assertThat(documented.read().channels())
                .extracting(channel -> channel.name() + " " + channel.kind().word())
                .containsExactly("hr wecom", "office mail", "ops dingtalk");
        assertThat(documented.read().flows().get(1).tell()).containsExactly("ops", "hr");
    }

    @Test
    void account_mustBeOneThatCountsPushes() {
        configuring
                .set("rollcall.tell.ops.kind=dingtalk")
                .set("rollcall.tell.ops.url=" + URL)
                .set("rollcall.tell.ops.account=huawei");

        assertThatThrownBy(configuring::read).hasMessageContaining("rollcall.tell.ops.account");
    }
}
