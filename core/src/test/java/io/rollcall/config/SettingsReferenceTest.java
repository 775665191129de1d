package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The declared settings are those of the public interface, with its defaults. */
class SettingsReferenceTest {

    @Test
    void settings_areExactlyThePublicOnes() {
        Map<String, String> defaults = new TreeMap<>();
        for (SettingGroup group : Fixtures.groups()) {
            for (Setting<?> setting : group.settings()) {
                defaults.merge(group.key(setting), setting.defaultWords(), (one, other) -> one + " / " + other);
            }
        }

        assertThat(defaults).isEqualTo(expected());
    }

    @Test
    void settings_allSayWhatTheyMeanAndTake() {
        for (SettingGroup group : Fixtures.groups()) {
            assertThat(group.title()).isNotBlank();
            for (Setting<?> setting : group.settings()) {
                assertThat(setting.meaning()).isNotBlank().doesNotEndWith(".");
                assertThat(setting.kind().words()).isNotBlank();
                if (setting.defaultText() != null) {
                    assertThat(setting.kind().read(setting.defaultText())).isNotNull();
                }
            }
        }
    }

    private static Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        for (String line :
                """
                account.NAME.vendor=
                budget.hours=MON-FRI 08:00-19:00
                budget.reserve=20%
                camel.enabled=true
                dingtalk.app-type=internal
                dingtalk.client-id=
                dingtalk.client-secret=
                dingtalk.corp-id=
                dingtalk.suite-ticket=
                dingtalk.region=overseas
                dingtalk.api-url=the region's
                dingtalk.oapi-url=the region's
                dingtalk.calls-per-second=20
                dingtalk.monthly-calls=5000; 0 for third-party applications
                dingtalk.monthly-events=3000; 0 for third-party applications
                dingtalk.stream=false
                dingtalk.stream-url=that of api-url
                huawei.region=mainland
                huawei.url=the region's
                huawei.app-id=
                huawei.app-key=
                huawei.user-id=the administrator
                huawei.corp-id=
                huawei.calls-per-minute=100
                huawei.calls-per-second=0
                http.connect-timeout=3s
                http.response-timeout=10s
                http.concurrency=16
                store.accept-empty=false
                store.url=an embedded database in ./rollcall-data; none in an application of your own
                store.user=
                store.password=
                history=false
                history.retention=180d
                report.names=false
                roster.retention=400d
                server.port=none
                server.address=127.0.0.1
                server.token=
                server.show-names=false
                log.format=text
                log.file=none: logs go to standard error
                log.max-size=10MB
                log.keep=5
                phone-region=CN
                timezone=the system's
                flow.NAME.type=
                flow.NAME.schedule=none: the flow runs only when asked to
                flow.NAME.enabled=true
                flow.NAME.events=true where the account has stream=true / true where the account has stream=true / true where the roster is tracked and the account has stream=true
                flow.NAME.notify=
                flow.NAME.tell=
                tell.NAME.kind=
                tell.NAME.url=
                tell.NAME.secret=
                tell.NAME.keyword=
                tell.NAME.when=problems
                tell.NAME.every=10m
                tell.NAME.quiet=
                tell.NAME.most-a-month=0
                tell.NAME.language=en
                tell.NAME.mention=
                tell.NAME.names=false
                tell.NAME.account=the first account of that vendor
                flow.NAME.max-duration=10m; of a roster 6h
                flow.NAME.max-calls=500
                flow.NAME.provider=dingtalk / dingtalk
                flow.NAME.users=
                flow.NAME.users-file=
                flow.NAME.look=users
                flow.NAME.include-external=false
                flow.NAME.include-phone=false
                flow.NAME.remove-unlisted=false
                flow.NAME.approve= /\s
                flow.NAME.max-changes=100 / 20
                flow.NAME.dry-run=false / false
                flow.NAME.meetings-of=
                flow.NAME.invitees=
                flow.NAME.phones=
                flow.NAME.invitees-file=
                flow.NAME.operator=
                flow.NAME.directory.provider=dingtalk
                flow.NAME.lookup.provider=huawei
                flow.NAME.departments=1
                flow.NAME.recursive=true
                flow.NAME.page-size=100
                flow.NAME.at-start=true for a period and for auto, false for a cron expression
                flow.NAME.contain-access-limit=false
                flow.NAME.language=zh_CN
                flow.NAME.order-field=custom
                flow.NAME.lookup.id-type=THIRD_ACCOUNT
                flow.NAME.lookup.key=userid
                flow.NAME.lookup.join=id
                flow.NAME.lookup.single-limit=1000
                flow.NAME.output=
                flow.NAME.csv-excel=false
                flow.NAME.max-duration=10m; of a roster 6h
                flow.NAME.max-shrink=10%
                flow.NAME.exclude=
                flow.NAME.track=false
                flow.NAME.changes=
                """
                        .lines()
                        .toList()) {
            String[] parts = line.split("=", 2);
            expected.put("rollcall." + parts[0], parts[1]);
        }
        return expected;
    }
}
