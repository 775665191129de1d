package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.EventStream;
import io.rollcall.vendor.Rate;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.dingtalk.AppType;
import io.rollcall.vendor.dingtalk.DingTalk;
import io.rollcall.vendor.dingtalk.DingTalkSettings;
import io.rollcall.vendor.dingtalk.StreamSettings;
import io.rollcall.vendor.huawei.HuaweiSettings;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VendorSettingsTest extends ConfigurationTest {
    private static final String THIRD_PARTY =
            Configuring.DINGTALK + "rollcall.dingtalk.app-type=third-party\nrollcall.dingtalk.corp-id=corp1\n";

    private Application dingTalk() {
        return configuring.read().applications().get("dingtalk");
    }

    private DingTalkSettings dingTalkSettings() {
        return ((Configuring.DingTalkAdapter) dingTalk().provider()).settings();
    }

    private Application huawei() {
        return configuring.read().applications().get("huawei");
    }

    private HuaweiSettings huaweiSettings() {
        return ((Configuring.HuaweiAdapter) huawei().provider()).settings();
    }

    @Test
    void dingTalk_whenOnlyCredentialsAreGiven_isInternalAndOverseas() {
        configuring.file(Configuring.DINGTALK);

        assertThat(dingTalk().id()).isEqualTo("dingtalk/key1");
        assertThat(dingTalk().rates()).containsExactly(new Rate(20, Duration.ofSeconds(1)));
        assertThat(dingTalk().monthlyCalls()).isEqualTo(5_000);
        assertThat(dingTalkSettings().appType()).isEqualTo(AppType.INTERNAL);
        assertThat(dingTalkSettings().clientSecret().reveal()).isEqualTo("S3CRET-dingtalk");
        assertThat(dingTalkSettings().api()).isEqualTo(URI.create("https://api.dingtalk.io"));
        assertThat(dingTalkSettings().oapi()).isEqualTo(URI.create("https://oapi.dingtalk.io"));
        assertThat(dingTalkSettings().corpId()).isNull();
        assertThat(dingTalkSettings().suiteTicket()).isNull();
    }

    @Test
    void dingTalk_whenMainland_asksThere() {
        configuring.file(Configuring.DINGTALK + "rollcall.dingtalk.region=mainland");

        assertThat(dingTalkSettings().api()).isEqualTo(URI.create("https://api.dingtalk.com"));
        assertThat(dingTalkSettings().oapi()).isEqualTo(URI.create("https://oapi.dingtalk.com"));
    }

    @Test
    void dingTalk_whenAddressesAreGiven_theyReplaceTheRegions() {
        configuring.file(
                Configuring.DINGTALK
                        + "rollcall.dingtalk.api-url=http://127.0.0.1:8080/api/\nrollcall.dingtalk.oapi-url=https://proxy/oapi");

        assertThat(dingTalkSettings().api()).isEqualTo(URI.create("http://127.0.0.1:8080/api"));
        assertThat(dingTalkSettings().oapi()).isEqualTo(URI.create("https://proxy/oapi"));
    }

    @Test
    void dingTalk_withoutStream_hasNoEvents() {
        configuring.file(Configuring.DINGTALK + "rollcall.dingtalk.monthly-events=7");

        assertThat(dingTalkSettings().stream()).isNull();
        assertThat(new DingTalk(dingTalkSettings()).monthlyEvents()).isEmpty();
    }

    @Test
    void dingTalk_withStream_opensConnectionsAtTheApiAndCountsPushes() {
        configuring.file(Configuring.DINGTALK + "rollcall.dingtalk.stream=true\nrollcall.dingtalk.region=mainland");

        assertThat(dingTalkSettings().stream())
                .isEqualTo(new StreamSettings(URI.create("https://api.dingtalk.com"), 3000));
        assertThat(new DingTalk(dingTalkSettings()).monthlyEvents()).contains(3000L);
        assertThat(dingTalk().addresses()).hasSize(2);
    }

    @Test
    void dingTalk_whenStreamUrlIsGiven_opensThere() {
        configuring.file(Configuring.DINGTALK
                + "rollcall.dingtalk.stream=true\nrollcall.dingtalk.stream-url=http://127.0.0.1:8080/gw\n"
                + "rollcall.dingtalk.monthly-events=0");

        URI address = URI.create("http://127.0.0.1:8080/gw");
        assertThat(dingTalkSettings().stream()).isEqualTo(new StreamSettings(address, 0));
        assertThat(dingTalk().addresses()).hasSize(3).contains(address);
        assertThat(new DingTalk(dingTalkSettings())
                        .open()
                        .request(EventStream.Opening.NEW)
                        .uri())
                .hasToString("http://127.0.0.1:8080/gw/v1.0/gateway/connections/open");
        assertThat(new Configuring(folder)
                        .file(Configuring.DINGTALK + "rollcall.dingtalk.stream-url=http://example.com")
                        .problems())
                .singleElement()
                .asString()
                .contains("rollcall.dingtalk.stream-url", "https://");
    }

    @Test
    void dingTalk_whenThirdParty_itsPushesAreNotCounted() {
        configuring.file(THIRD_PARTY + "rollcall.dingtalk.suite-ticket=S3CRET-ticket\nrollcall.dingtalk.stream=true");

        assertThat(new DingTalk(dingTalkSettings()).monthlyEvents()).contains(0L);
    }

    @Test
    void dingTalk_whenThirdParty_needsOrganizationAndTicketAndIsNotMetered() {
        configuring.file(THIRD_PARTY + "rollcall.dingtalk.suite-ticket=S3CRET-ticket");

        assertThat(dingTalk().id()).isEqualTo("dingtalk/key1/corp1");
        assertThat(dingTalk().monthlyCalls()).isZero();
        assertThat(dingTalkSettings().suiteTicket().reveal()).isEqualTo("S3CRET-ticket");
        assertThat(new Configuring(folder)
                        .file(Configuring.DINGTALK + "rollcall.dingtalk.app-type=third-party")
                        .problems())
                .containsExactly(
                        "rollcall.dingtalk.corp-id is missing: a third-party application needs it; set it",
                        "rollcall.dingtalk.suite-ticket is missing: a third-party application needs it; set it (or"
                                + " suite-ticket-file)");
    }

    @Test
    void dingTalk_whenInternal_refusesThirdPartyKeys() {
        configuring.file(Configuring.DINGTALK + "rollcall.dingtalk.corp-id=c\nrollcall.dingtalk.suite-ticket=S3CRET");

        assertThat(configuring.problems())
                .hasSize(2)
                .allMatch(line -> line.contains("is for third-party applications only; remove it"))
                .noneMatch(line -> line.contains("S3CRET"));
    }

    @Test
    void dingTalk_whenLimitsAreZero_hasNone() {
        configuring.file(
                Configuring.DINGTALK + "rollcall.dingtalk.calls-per-second=0\nrollcall.dingtalk.monthly-calls=0");

        assertThat(dingTalk().rates()).isEmpty();
        assertThat(dingTalk().monthlyCalls()).isZero();
    }

    @Test
    void dingTalk_whenAnyCredentialIsGiven_needsAll() {
        configuring.set("rollcall.dingtalk.client-secret=S3CRET");

        assertThat(configuring.problems())
                .containsExactly("rollcall.dingtalk.client-id is missing: DingTalk is used; set it");
    }

    @Test
    void dingTalk_whenNoCredentialIsGiven_isNotConfigured() {
        configuring.file("rollcall.dingtalk.region=mainland\nrollcall.dingtalk.client-id=\n");

        assertThat(configuring.read().applications()).isEmpty();
    }

    @Test
    void vendors_whenAFlowNeedsThem_mustBeConfigured() {
        configuring.file("rollcall.flow.r.type=roster\nrollcall.flow.r.output=r.csv");

        assertThat(configuring.problems())
                .containsExactly(
                        "rollcall.dingtalk.client-id is missing: DingTalk is used; set it",
                        "rollcall.dingtalk.client-secret is missing: DingTalk is used; set it (or client-secret-file)",
                        "rollcall.huawei.app-id is missing: Huawei Cloud Meeting is used; set it",
                        "rollcall.huawei.app-key is missing: Huawei Cloud Meeting is used; set it (or app-key-file)");
    }

    @Test
    void huawei_whenOnlyCredentialsAreGiven_isMainlandAndTheAdministrator() {
        configuring.file(Configuring.HUAWEI);

        assertThat(huawei().id()).isEqualTo("huawei/app1");
        assertThat(huawei().rates()).containsExactly(new Rate(100, Duration.ofMinutes(1)));
        assertThat(huawei().monthlyCalls()).isZero();
        assertThat(huaweiSettings().url()).isEqualTo(URI.create("https://api.meeting.huaweicloud.com"));
        assertThat(huaweiSettings().userId()).isEmpty();
        assertThat(huaweiSettings().corpId()).isNull();
    }

    @Test
    void huawei_whenAllIsGiven_takesIt() {
        configuring.file(Configuring.HUAWEI
                + "rollcall.huawei.region=international\nrollcall.huawei.user-id=u\nrollcall.huawei.corp-id=corp-9\n"
                + "rollcall.huawei.calls-per-minute=0\nrollcall.huawei.calls-per-second=7");

        assertThat(huaweiSettings().url()).isEqualTo(URI.create("https://api-intl.meeting.huaweicloud.com"));
        assertThat(huaweiSettings().userId()).isEqualTo("u");
        assertThat(huawei().id()).isEqualTo("huawei/app1/corp-9");
        assertThat(huawei().rates()).containsExactly(new Rate(7, Duration.ofSeconds(1)));
    }

    @Test
    void huawei_whenAddressIsGiven_itReplacesTheRegions() {
        configuring.file(Configuring.HUAWEI).set("rollcall.huawei.url=http://localhost:1");

        assertThat(huaweiSettings().url()).isEqualTo(URI.create("http://localhost:1"));
    }

    @Test
    void secret_whenInAFile_isReadAgainWheneverItIsNeeded() throws Exception {
        configuring
                .beside("ticket", "\uFEFFticket-1\r\n")
                .file(THIRD_PARTY + "rollcall.dingtalk.suite-ticket-file=ticket");
        Secret ticket = dingTalkSettings().suiteTicket();

        assertThat(ticket.reveal()).isEqualTo("ticket-1");
        configuring.beside("ticket", "ticket-2 \n\n");
        assertThat(ticket.reveal()).isEqualTo("ticket-2 \n");
        assertThat(ticket).hasToString("***");

        Files.delete(folder.resolve("ticket"));
        assertThatThrownBy(ticket::reveal)
                .isInstanceOf(UnavailableSecretException.class)
                .hasMessageContaining("rollcall.dingtalk.suite-ticket-file names a file that cannot be read: ")
                .hasMessageContaining("ticket");
    }

    @Test
    void secrets_whenInFiles_allHaveTheirKey() {
        configuring
                .beside("s", "from-file")
                .file("rollcall.dingtalk.client-id=k\nrollcall.dingtalk.client-secret-file=s\n"
                        + "rollcall.huawei.app-id=a\nrollcall.store.password-file=s")
                .variable("ROLLCALL_HUAWEI_APP_KEY_FILE", folder.resolve("s").toString());

        assertThat(dingTalkSettings().clientSecret().reveal()).isEqualTo("from-file");
        assertThat(huaweiSettings().appKey().reveal()).isEqualTo("from-file");
        assertThat(configuring.read().store().password().reveal()).isEqualTo("from-file");
    }

    @Test
    void secret_whenFileIsMissingOrEmpty_saysSo() {
        configuring
                .beside("empty", "\n")
                .file("rollcall.dingtalk.client-id=k\nrollcall.dingtalk.client-secret-file=missing\n"
                        + "rollcall.store.password-file=empty");

        assertThat(configuring.problems())
                .containsExactly(
                        "rollcall.properties, line 3: rollcall.store.password-file names an empty file: "
                                + folder.resolve("empty"),
                        "rollcall.properties, line 2: rollcall.dingtalk.client-secret-file names a file that cannot be"
                                + " read: its name starts from " + folder
                                + ": it does not exist; create it, or correct the path");
    }

    @Test
    void secret_whenGivenItselfAndByFile_saysSo() {
        configuring.beside("s", "x").file(Configuring.DINGTALK + "rollcall.dingtalk.client-secret-file=s");

        assertThat(configuring.problems())
                .containsExactly(
                        "rollcall.properties, line 3: rollcall.dingtalk.client-secret is given twice, by itself"
                                + " and by client-secret-file; remove one of them");
    }

    @Test
    void secret_whenGivenOnTwoLayers_theHigherWins() {
        configuring
                .beside("s", "from-file")
                .file("rollcall.dingtalk.client-id=k\nrollcall.dingtalk.client-secret-file=s");
        configuring.variable("ROLLCALL_DINGTALK_CLIENT_SECRET", "from-environment");

        assertThat(dingTalkSettings().clientSecret().reveal()).isEqualTo("from-environment");
        configuring.set("rollcall.dingtalk.client-secret-file=" + folder.resolve("s"));
        assertThat(dingTalkSettings().clientSecret().reveal()).isEqualTo("from-file");
    }

    @Test
    void password_whenItHasBlanksAround_theyCountWhileKeysAreTrimmed() {
        configuring
                .set("rollcall.store.password= p ")
                .set("rollcall.dingtalk.client-id= k ")
                .set("rollcall.dingtalk.client-secret= s ");

        assertThat(configuring.read().store().password().reveal()).isEqualTo(" p ");
        assertThat(dingTalkSettings().clientSecret().reveal()).isEqualTo("s");
        assertThat(dingTalkSettings().clientId()).isEqualTo("k");
    }
}
