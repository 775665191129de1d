package io.rollcall.camel.internal.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.camel.support.SystemEnvironment;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private static RollcallConfig config(String account, String secret, String... more) {
        Map<String, String> keys = new TreeMap<>();
        String prefix = "rollcall.account." + account + ".";
        keys.put(prefix + "vendor", "dingtalk");
        keys.put(prefix + "client-id", "ding-one");
        keys.put(prefix + "client-secret", secret);
        for (String line : more) {
            keys.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return RollcallConfig.parse(
                new ConfigurationSources(
                        List.of(ConfigurationSources.File.of("test", null, keys)), Map.of(), List.of()),
                KnownVendors.all(),
                new SystemEnvironment());
    }

    private static Topology both(RollcallConfig one, RollcallConfig two) {
        return Topology.EMPTY.with("first", one).with("second", two);
    }

    @Test
    void parts_whenTheyFit_areThereTogether() {
        Topology topology = both(
                config(
                        "hq",
                        "s",
                        "rollcall.flow.a.type=cohost",
                        "rollcall.flow.a.provider=hq",
                        "rollcall.flow.a.users=U"),
                config(
                        "again",
                        "s",
                        "rollcall.flow.b.type=cohost",
                        "rollcall.flow.b.provider=again",
                        "rollcall.flow.b.users=U"));

        topology.check();

        assertThat(topology.accounts()).containsOnlyKeys("again", "hq");
        assertThat(topology.accounts("first"::equals)).containsOnlyKeys("hq");
        assertThat(topology.flows()).containsOnlyKeys("a", "b");
        assertThat(topology.with("first", null).accounts()).containsOnlyKeys("again");
    }

    @Test
    void check_whenAFlowIsConfiguredTwice_namesIt() {
        String[] flow = {"rollcall.flow.a.type=cohost", "rollcall.flow.a.provider=hq", "rollcall.flow.a.users=U"};
        RollcallConfig one = config("hq", "s", flow);
        RollcallConfig two = config("again", "s", flow[0], "rollcall.flow.a.provider=again", flow[2]);

        assertThatThrownBy(both(one, two)::check)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("rollcall.flow.a.* is configured twice; give one of the flows another name");
    }

    @Test
    void check_whenAnAccountIsConfiguredTwice_namesIt() {
        assertThatThrownBy(both(config("hq", "s"), config("hq", "s"))::check)
                .hasMessage("rollcall.account.hq.* configures the account hq a second time; give one of the accounts"
                        + " another name");
    }

    @Test
    void check_whenAnApplicationHasTwoSecrets_showsNone() {
        assertThatThrownBy(both(config("hq", "secret-one"), config("again", "secret-two"))::check)
                .hasMessageContaining(
                        "rollcall.account.again.* is the application of the account hq with another secret")
                .hasMessageNotContaining("secret-");
    }

    @Test
    void check_whenAnApplicationHasTwoRates_isRefused() {
        assertThatThrownBy(
                        both(config("hq", "s"), config("again", "s", "rollcall.account.again.calls-per-second=1"))
                                ::check)
                .hasMessageContaining("rollcall.account.again.* is the application of the account hq with other");
    }
}
