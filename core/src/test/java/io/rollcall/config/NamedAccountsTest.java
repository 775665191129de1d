package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.cohost.CoHostConfig;
import io.rollcall.vendor.Application;
import org.junit.jupiter.api.Test;

/** Several applications of one vendor. */
class NamedAccountsTest extends ConfigurationTest {
    private static final String BEIJING =
            """
            rollcall.account.beijing.vendor=dingtalk
            rollcall.account.beijing.client-id=key2
            rollcall.account.beijing.client-secret=S3CRET-beijing
            rollcall.account.beijing.region=mainland
            rollcall.account.beijing.monthly-calls=70
            """;

    @Test
    void accounts_whenSeveralAreOfOneVendor_areApplicationsOfTheirOwn() {
        RollcallConfig config = configuring.file(Configuring.DINGTALK + BEIJING).read();

        assertThat(config.applications()).containsOnlyKeys("dingtalk", "beijing");
        Application beijing = config.applications().get("beijing");
        assertThat(beijing.name()).isEqualTo("beijing");
        assertThat(beijing.id()).isEqualTo("dingtalk/key2");
        assertThat(beijing.keys()).isEqualTo("rollcall.account.beijing.");
        assertThat(beijing.monthlyCalls()).isEqualTo(70);
        assertThat(config.applications().get("dingtalk").name()).isEqualTo("dingtalk");
    }

    @Test
    void flow_whenItNamesAnAccount_needsNoUnnamedApplication() {
        configuring.file(
                BEIJING
                        + """
                rollcall.flow.board.type=cohost
                rollcall.flow.board.provider=beijing
                rollcall.flow.board.users=UN1
                """);

        RollcallConfig config = configuring.read();

        assertThat(config.applications()).containsOnlyKeys("beijing");
        assertThat(((CoHostConfig) config.flows().get(0)).provider()).isEqualTo("beijing");
    }

    @Test
    void flow_whenItNamesNoAccountThatThereIs_isToldTheNearestAndWhoCan() {
        configuring.file(
                BEIJING
                        + """
                rollcall.flow.board.type=cohost
                rollcall.flow.board.provider=bejing
                rollcall.flow.board.users=UN1
                rollcall.flow.people.type=roster
                rollcall.flow.people.output=people.csv
                rollcall.flow.people.directory.provider=beijing
                rollcall.flow.people.lookup.provider=beijing
                """);

        assertThat(configuring.problems())
                .containsExactlyInAnyOrder(
                        "rollcall.properties, line 7: rollcall.flow.board.provider names an unknown provider 'bejing';"
                                + " did you mean beijing? (dingtalk or beijing can be asked for co-hosts and running"
                                + " meetings)",
                        "rollcall.properties, line 12: rollcall.flow.people.lookup.provider names beijing, which cannot"
                                + " be asked for user details; huawei can");
    }

    @Test
    void account_whenSomethingIsWrong_isToldUnderItsOwnKeys() {
        configuring.file(
                """
                rollcall.account.one.client-id=key2
                rollcall.account.two.vendor=dingtak
                rollcall.account.two.client-id=key3
                rollcall.account.three.vendor=dingtalk
                rollcall.account.three.client-ids=key4
                rollcall.account.huawei.vendor=huawei
                rollcall.account.a b.vendor=huawei
                """);

        assertThat(configuring.problems())
                .containsExactlyInAnyOrder(
                        "rollcall.account.one.vendor is missing: an account names its vendor; set it",
                        "rollcall.properties, line 2: rollcall.account.two.vendor names an unknown vendor 'dingtak';"
                                + " did you mean dingtalk?",
                        "rollcall.properties, line 5: rollcall.account.three.client-ids is unknown; did you mean"
                                + " rollcall.account.three.client-id?",
                        "rollcall.account.three.client-id is missing: DingTalk is used; set it",
                        "rollcall.account.three.client-secret is missing: DingTalk is used; set it (or"
                                + " client-secret-file)",
                        "rollcall.account.huawei.* has a vendor's name; write rollcall.huawei.*, or name the account"
                                + " otherwise",
                        "rollcall.properties, line 7: rollcall.account.a is not an account's key; write"
                                + " rollcall.account.NAME.KEY=VALUE");
    }

    @Test
    void accounts_whenTwoAreOneApplication_areRefused() {
        configuring
                .file(Configuring.DINGTALK + BEIJING.replace("key2", "key1"))
                .set("rollcall.dingtalk.region=mainland");

        assertThat(configuring.problems())
                .containsExactly("rollcall.account.beijing.* is the same application as the account dingtalk: two would"
                        + " each spend its whole rate and budget; remove one");
    }

    @Test
    void variable_whenItNamesAKeyOfAnAccount_counts() {
        RollcallConfig config = configuring
                .file("rollcall.account.beijing.vendor=dingtalk\nrollcall.account.beijing.client-id=key2")
                .variable("ROLLCALL_ACCOUNT_BEIJING_CLIENT_SECRET", "S3CRET")
                .variable("ROLLCALL_ACCOUNT_BEIJING_MONTHLY_CALLS", "12")
                .read();

        assertThat(config.applications().get("beijing").monthlyCalls()).isEqualTo(12);
    }
}
