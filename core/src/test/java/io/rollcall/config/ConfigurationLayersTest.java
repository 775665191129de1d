package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.cohost.CoHostConfig;
import io.rollcall.roster.RosterConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Precedence: --set, environment, files, defaults. */
class ConfigurationLayersTest extends ConfigurationTest {
    @Test
    void read_whenNothingIsGiven_takesTheDefaults() {
        RollcallConfig config = configuring.read();

        assertThat(config.http()).isEqualTo(new RollcallConfig.Http(Duration.ofSeconds(3), Duration.ofSeconds(10), 16));
        assertThat(config.store().url()).isNull();
        assertThat(config.store().user()).isEmpty();
        assertThat(config.store().password().reveal()).isEmpty();
        assertThat(config.store().directory()).isEqualTo(folder.resolve("rollcall-data"));
        assertThat(config.server().port()).isNull();
        assertThat(config.timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(config.applications()).isEmpty();
        assertThat(config.flows()).isEmpty();
    }

    @Test
    void read_whenSeveralFilesSayTheSame_theLaterWins() {
        configuring.file("a", folder, "rollcall.http.concurrency=2\nrollcall.server.port=9000");
        configuring.file("b", folder, "rollcall.http.concurrency=3");

        assertThat(configuring.read().http().concurrency()).isEqualTo(3);
        assertThat(configuring.read().server().port()).isEqualTo(9000);
    }

    @Test
    void read_whenEnvironmentAndFileDiffer_theEnvironmentWins() {
        configuring.file("rollcall.http.concurrency=2").variable("ROLLCALL_HTTP_CONCURRENCY", "4");

        assertThat(configuring.read().http().concurrency()).isEqualTo(4);
    }

    @Test
    void read_whenAssignedToo_theAssignmentWins() {
        configuring
                .file("rollcall.http.concurrency=2")
                .variable("ROLLCALL_HTTP_CONCURRENCY", "4")
                .set("rollcall.http.concurrency=5");

        assertThat(configuring.read().http().concurrency()).isEqualTo(5);
    }

    @Test
    void read_whenValueIsBlank_itCountsAsNone() {
        configuring.file("rollcall.server.port=\nrollcall.http.concurrency=2\nrollcall.store.url= ");

        assertThat(configuring.read().server().port()).isNull();
        assertThat(configuring.set("rollcall.http.concurrency=").read().http().concurrency())
                .isEqualTo(16);
    }

    @Test
    void read_whenValueHasBlanksAround_theyAreLeftOut() {
        assertThat(configuring
                        .file("rollcall.http.concurrency=2 \t")
                        .read()
                        .http()
                        .concurrency())
                .isEqualTo(2);
    }

    @Test
    void read_whenAssignmentHasMoreEqualsSigns_theFirstSeparates() {
        configuring.set("rollcall.store.url=jdbc:postgresql://db/rollcall?ssl=true");

        assertThat(configuring.read().store().url()).isEqualTo("jdbc:postgresql://db/rollcall?ssl=true");
    }

    @Test
    void read_whenAssignmentIsNone_saysSoWithoutRepeatingIt() {
        configuring.set("S3CRET").set("=S3CRET");

        assertThat(configuring.problems()).containsExactly("--set: must be KEY=VALUE");
    }

    @Test
    void read_whenAssignedTwice_saysSo() {
        configuring.set("rollcall.server.port=1").set("rollcall.server.port=2");

        assertThat(configuring.problems())
                .containsExactly("--set: rollcall.server.port is given twice; remove one of them");
    }

    @Test
    void read_whenVariableNamesNoKey_changesNothingInAHost() {
        configuring
                .file("rollcall.flow.board.type=cohost\nrollcall.flow.board.users=UN1\n" + Configuring.DINGTALK)
                .variable("ROLLCALL_HOME", "/opt")
                .variable("ROLLCALL_FLOW_BOARD_OUTPUT", "x.csv")
                .variable("rollcall_http_concurrency", "no number");

        assertThat(configuring.problems()).isEmpty();
        assertThat(configuring.read().flows()).hasSize(1);
    }

    @Test
    void read_whenVariableNamesAKeyOfADefinedFlow_itCounts() {
        configuring
                .file(Configuring.DINGTALK + "rollcall.flow.the-board_1.type=cohost")
                .variable("ROLLCALL_FLOW_THE_BOARD_1_USERS", "UN1")
                .variable("ROLLCALL_FLOW_THE_BOARD_1_MAX_CHANGES", "7")
                .variable("ROLLCALL_FLOW_THE_BOARD_1_DRY_RUN", "true");

        CoHostConfig flow = (CoHostConfig) configuring.read().flows().get(0);

        assertThat(flow.name()).isEqualTo("the-board_1");
        assertThat(flow.users()).hasSize(1);
        assertThat(flow.maxChanges()).isEqualTo(7);
        assertThat(flow.dryRun()).isTrue();
    }

    @Test
    void read_whenVariableGivesAFlowsType_itsKeysCountToo() {
        configuring
                .file(Configuring.DINGTALK + "rollcall.flow.board.type=roster\nrollcall.flow.board.users=UN1")
                .variable("ROLLCALL_FLOW_BOARD_TYPE", "cohost")
                .variable("ROLLCALL_FLOW_BOARD_LOOK", "organization");

        assertThat(configuring.read().flows().get(0))
                .isInstanceOfSatisfying(
                        CoHostConfig.class, flow -> assertThat(flow.look()).isEqualTo(CoHostConfig.Look.ORGANIZATION));
    }

    @Test
    void read_whenVariableCouldBeOfTwoFlows_saysSo() {
        configuring
                .file(
                        Configuring.DINGTALK
                                + "rollcall.flow.a-b.type=cohost\nrollcall.flow.a_b.type=cohost\nrollcall.flow.a-b.users=U\nrollcall.flow.a_b.users=U")
                .variable("ROLLCALL_FLOW_A_B_LOOK", "users");

        assertThat(configuring.problems())
                .containsExactly("environment variable ROLLCALL_FLOW_A_B_LOOK: could be rollcall.flow.a-b.look or"
                        + " rollcall.flow.a_b.look; rename one of the flows");
    }

    @Test
    void read_whenPathsAreRelative_theyResolveAgainstTheFileTheyCameFrom() throws Exception {
        Path other = java.nio.file.Files.createDirectory(folder.resolve("etc"));
        String flow = Configuring.DINGTALK + Configuring.HUAWEI
                + "rollcall.flow.r.type=roster\nrollcall.flow.r.output=roster.csv\n";
        configuring.file("etc/rollcall.properties", other, flow);

        assertThat(output(configuring)).isEqualTo(other.resolve("roster.csv"));
        assertThat(configuring.read().store().directory()).isEqualTo(other.resolve("rollcall-data"));
        assertThat(output(configuring.set("rollcall.flow.r.output=roster.csv")))
                .isEqualTo(folder.resolve("roster.csv"));
    }

    private static Path output(Configuring configuring) {
        return ((RosterConfig) configuring.read().flows().get(0)).output();
    }

    @Test
    void read_whenFileHasSyntaxFaults_saysThemWithTheFilesName() {
        configuring.file("rollcall.server.port=1\nrollcall.server.port=2\nrollcall.timezone=\\u12");

        assertThat(configuring.problems())
                .containsExactly(
                        "rollcall.properties, line 2: rollcall.server.port is given twice, first in line 1; remove one of"
                                + " them",
                        "rollcall.properties, line 3: a backslash and u need four hexadecimal digits after them; write"
                                + " \\\\u for the letters");
    }

    @Test
    void read_whenMuchIsWrong_saysAllOfItOnALineEachWithoutStackTrace() {
        configuring
                .file("rollcall.http.concurrency=0\nrollcall.timezone=Peking\nrolcall.server.port=1\n")
                .variable("ROLLCALL_SERVER_PORT", "70000")
                .set("rollcall.http.connect-timeout=3");

        assertThatThrownBy(configuring::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(String.join(
                        "\n",
                        "rollcall.properties, line 3: rolcall.server.port is unknown; did you mean rollcall.server.port?",
                        "--set: rollcall.http.connect-timeout must be a number and a unit, such as 500ms, 30s, 5m, 2h"
                                + " or 1d, not '3'",
                        "rollcall.properties, line 1: rollcall.http.concurrency must be a whole number from 1 to 1000,"
                                + " not '0'",
                        "rollcall.properties, line 2: rollcall.timezone must be a time zone such as Asia/Shanghai or"
                                + " UTC, not 'Peking'"
                                + "; did you mean Asia/Shanghai?",
                        "environment variable ROLLCALL_SERVER_PORT: rollcall.server.port must be a whole number from 1"
                                + " to 65535, not '70000'"))
                .satisfies(thrown -> assertThat(thrown.getStackTrace()).isEmpty());
    }
}
