package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.model.Participant;
import io.rollcall.report.CheckLine;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.script.VendorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several applications of one vendor in one context, each with servers of its own. */
@Tag("slow")
class AccountsTest extends RollcallTestSupport {
    private Sandbox beijing;
    private Sandbox berlin;

    @AfterEach
    void end() {
        stop();
        beijing.close();
        berlin.close();
    }

    private static Sandbox office(String name) {
        return Sandbox.start(
                Company.parse(
                        """
                        {"dingtalk": {"clientId": "ding-%1$s", "clientSecret": "secret-%1$s"},
                         "people": [{"userId": "u", "unionId": "UN-%1$s", "name": "李四", "departments": [1]}],
                         "meetings": [{"id": "%1$s", "members": [{"unionId": "UN-%1$s", "nick": "Li Si"}]}]}
                        """
                                .formatted(name)),
                0);
    }

    private static List<String> account(String name, Sandbox office, String... more) {
        String prefix = "rollcall.account." + name + ".";
        List<String> lines = new ArrayList<>(List.of(
                prefix + "vendor=dingtalk",
                prefix + "client-id=" + office.settings().get("rollcall.dingtalk.client-id"),
                prefix + "client-secret=" + office.settings().get("rollcall.dingtalk.client-secret"),
                prefix + "api-url=" + office.url(),
                prefix + "oapi-url=" + office.url()));
        for (String line : more) {
            lines.add(prefix + line);
        }
        return lines;
    }

    private void startBoth(String... properties) throws Exception {
        beijing = office("beijing");
        berlin = office("berlin");
        List<String> lines = account("beijing", beijing, "monthly-calls=2");
        lines.addAll(account("berlin", berlin));
        lines.addAll(List.of(properties));
        start(lines.toArray(String[]::new));
    }

    private List<String> meetings(String user, String account) {
        List<?> rows = context.createProducerTemplate()
                .requestBody("rollcall:ongoing-meetings?account=" + account, user, List.class);
        return rows.stream().map(row -> ((Participant) row).meeting().value()).toList();
    }

    @Test
    void call_whenItNamesAnAccount_goesToThatApplicationAlone() throws Exception {
        startBoth();

        assertThat(meetings("UN-berlin", "berlin")).containsExactly("berlin");
        assertThat(berlin.calls(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(1);
        assertThat(beijing.calls()).isEmpty();
        assertThatThrownBy(() -> context.createProducerTemplate().requestBody("rollcall:ongoing-meetings", "UN-berlin"))
                .hasRootCauseMessage(
                        "rollcall:ongoing-meetings needs the option account, because several accounts have this"
                                + " capability: beijing, berlin.");
    }

    @Test
    void flows_whenOfSeveralAccounts_eachUseTheirOwn_budgetIncluded() throws Exception {
        startBoth(
                "rollcall.flow.east.type=cohost",
                "rollcall.flow.east.provider=beijing",
                "rollcall.flow.east.users=UN-beijing",
                "rollcall.flow.west.type=cohost",
                "rollcall.flow.west.provider=berlin",
                "rollcall.flow.west.users=UN-berlin");

        assertThat(changes(
                        rollcall.run(flow("east"), io.rollcall.report.Mode.ONCE).orElseThrow()))
                .containsExactly("promote beijing UN-beijing done");
        var third = rollcall.run(flow("east"), io.rollcall.report.Mode.ONCE).orElseThrow();
        assertThat(problems(third)).containsExactly("flow east: quota");
        assertThat(third.result().problems().get(0).message()).contains("raise rollcall.account.beijing.monthly-calls");
        assertThat(changes(
                        rollcall.run(flow("west"), io.rollcall.report.Mode.ONCE).orElseThrow()))
                .containsExactly("promote berlin UN-berlin done");
    }

    @Test
    void check_whenOneAccountHasNoToken_stillTriesTheOther() throws Exception {
        startBoth(
                "rollcall.flow.east.type=cohost",
                "rollcall.flow.east.provider=beijing",
                "rollcall.flow.east.users=UN-beijing",
                "rollcall.flow.west.type=cohost",
                "rollcall.flow.west.provider=berlin",
                "rollcall.flow.west.users=UN-berlin");
        beijing.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_TOKEN)
                .then(io.rollcall.sandbox.script.Preset.CREDENTIALS_REJECTED));

        List<CheckLine> lines = rollcall.check().lines();

        assertThat(lines.stream()
                        .filter(line -> line.check().equals("dingtalk.ongoing-meetings"))
                        .map(line -> line.flows() + " " + line.result()))
                .containsExactly("[east] NOT_TRIED", "[west] OK");
    }

    @Test
    void remedies_nameTheKeysOfTheAccount_andQuoteTheVendor() throws Exception {
        startBoth(
                "rollcall.flow.west.type=cohost",
                "rollcall.flow.west.provider=berlin",
                "rollcall.flow.west.users=UN-berlin");
        berlin.script(
                io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                        .at("1")
                        .then(
                                403,
                                Map.of(),
                                "{\"code\":\"Forbidden.AccessDenied.IpNotInWhiteList\",\"requestid\":\"R-1\",\"message\":"
                                        + "\"ip=203.0.113.7 not in the list, user UN-berlin, token 0123456789abcdef0123456789abcdef\"}"));
        berlin.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                .then(401, Map.of(), "{}"));

        String address = problem("west");
        assertThat(address)
                .contains("allowed addresses", "DingTalk's message: \"ip=203.0.113.7 not in the list")
                .doesNotContain("UN-berlin", "0123456789abcdef");
        assertThat(problem("west"))
                .contains("rollcall.account.berlin.client-id", "rollcall.account.berlin.region")
                .doesNotContain("rollcall.dingtalk", "{{");
    }

    private String problem(String flow) {
        return rollcall.run(flow(flow), io.rollcall.report.Mode.ONCE)
                .orElseThrow()
                .result()
                .problems()
                .get(0)
                .message();
    }

    @Test
    void added_whenItIsAnApplicationThatIsThere_sharesItsCalls() throws Exception {
        startBoth();
        contribute(parse(account("again", berlin)));
        assertThat(meetings("UN-berlin", "again")).containsExactly("berlin");
        assertThat(meetings("UN-berlin", "berlin")).containsExactly("berlin");

        assertThat(berlin.calls(VendorApi.DINGTALK_TOKEN))
                .as("one token for both")
                .isEqualTo(1);
        assertThatThrownBy(() -> contribute(parse(account("more", berlin, "calls-per-second=1"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rollcall.account.more.* is the application of the account berlin with other");
    }

    @Test
    void check_whenAFlowsAccountIsAFurtherNameOfAnApplication_triesItsCalls() throws Exception {
        startBoth();
        List<String> again = account("again", berlin);
        again.add("rollcall.flow.west.type=cohost");
        again.add("rollcall.flow.west.provider=again");
        again.add("rollcall.flow.west.users=UN-berlin");
        contribute(parse(again));

        assertThat(rollcall.check().lines().stream()
                        .filter(line -> line.check().equals("dingtalk.ongoing-meetings"))
                        .map(line -> line.flows() + " " + line.result()))
                .contains("[west] OK");
    }

    private static RollcallConfig parse(List<String> lines) {
        Map<String, String> keys = new TreeMap<>();
        lines.forEach(line -> keys.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return RollcallConfig.parse(
                new ConfigurationSources(
                        List.of(ConfigurationSources.File.of("more", null, keys)), Map.of(), List.of()),
                KnownVendors.all(),
                new SystemEnvironment());
    }
}
