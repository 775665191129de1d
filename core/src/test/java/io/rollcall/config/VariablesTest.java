package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.cohost.CoHostConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.UserId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Environment variables: which key each names, and the message for one that names none. */
class VariablesTest extends ConfigurationTest {
    @BeforeEach
    void start() {
        configuring.file(Configuring.DINGTALK + "rollcall.flow.duty.type=cohost\nrollcall.flow.duty.users=UN1\n"
                + "rollcall.account.hq.vendor=huawei\nrollcall.account.hq.app-id=2\nrollcall.account.hq.app-key=k\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROLLCALL_FLOW_DUTY_DRYRUN|names no key; did you mean ROLLCALL_FLOW_DUTY_DRY_RUN (rollcall.flow.duty.dry-run)?",
                "ROLLCALL_FLOW_DTUY_DRY_RUN|names no key, for there is no such flow; ROLLCALL_FLOW_DTUY_TYPE would define it; did you mean ROLLCALL_FLOW_DUTY_DRY_RUN",
                "ROLLCALL_FLOWS_DUTY_DRY_RUN|did you mean ROLLCALL_FLOW_DUTY_DRY_RUN",
                "ROLLCALL_DINGTALK_CLIENTSECRET|names no key; did you mean ROLLCALL_DINGTALK_CLIENT_SECRET (rollcall.dingtalk.client-secret)?",
                "ROLLCALL_ACCOUNT_HQ_APPKEY|did you mean ROLLCALL_ACCOUNT_HQ_APP_KEY (rollcall.account.hq.app-key)?",
                "ROLLCALL_FLOW_DUTY_PHONES|names no key",
                "ROLLCALL_FLOW_DUTY_LOOKUP_ID_TYPE|names no key",
                "ROLLCALL_CAMEL_ENABLED|names no key",
                "ROLLCALL_|names no key",
                "ROLLCALL_PORTS|names no key",
                "ROLLCALL_HOMES|names no key"
            })
    void variable_whenItNamesNoKey_isWrongInTheProgramAndAWarningInAHost(String variable, String message) {
        configuring.variable(variable, "S3CRET");

        assertThat(configuring.problemsOfProgram())
                .singleElement()
                .asString()
                .startsWith("environment variable " + variable + ": ")
                .contains(message)
                .doesNotContain("S3CRET");
        assertThat(configuring.read().warnings()).singleElement().satisfies(warning -> assertThat(warning.line())
                .contains(variable, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLLCALL_HOME",
                "ROLLCALL_JAVA",
                "ROLLCALL_OPTS",
                "ROLLCALL_SERVICE_HOST",
                "ROLLCALL_SERVICE_PORT_HTTP",
                "ROLLCALL_PORT",
                "ROLLCALL_PORT_8080_TCP_ADDR",
                "OTHER_ROLLCALL_X",
                "rollcall_x"
            })
    void variable_ofTheLauncherOrKubernetes_isNoneOfItsBusiness(String variable) {
        configuring.variable(variable, "x");

        assertThat(configuring.problemsOfProgram()).isEmpty();
        assertThat(configuring.read().warnings()).isEmpty();
    }

    @Test
    void flow_whenVariablesAloneDefineIt_isThere() {
        configuring
                .variable("ROLLCALL_FLOW_NIGHT_BOARD_TYPE", "cohost")
                .variable("ROLLCALL_FLOW_NIGHT_BOARD_USERS", "UN2")
                .variable("ROLLCALL_FLOW_NIGHT_BOARD_DRY_RUN", "true");

        CoHostConfig flow = (CoHostConfig)
                configuring.readForProgram().flowsNamed(List.of("night-board")).get(0);

        assertThat(flow.users()).containsExactly(new PersonEntry.Known(new UserId("UN2")));
        assertThat(flow.dryRun()).isTrue();
    }

    @Test
    void flow_whenAFileDefinesItWithUnderscores_isTheOneThatVariablesMean() {
        configuring
                .set("rollcall.flow.Night_board.type=cohost")
                .set("rollcall.flow.Night_board.users=UN2")
                .variable("ROLLCALL_FLOW_NIGHT_BOARD_TYPE", "cohost")
                .variable("ROLLCALL_FLOW_NIGHT_BOARD_DRY_RUN", "true");

        assertThat(configuring.readForProgram().flows())
                .extracting(FlowConfig::name)
                .containsExactly("Night_board", "duty");
    }

    @Test
    void flow_whenTwoHaveTheSameVariables_saysToRenameOne() {
        configuring
                .set("rollcall.flow.a-b.type=cohost")
                .set("rollcall.flow.a_b.type=cohost")
                .set("rollcall.flow.a-b.users=UN1")
                .set("rollcall.flow.a_b.users=UN1")
                .variable("ROLLCALL_FLOW_A_B_DRY_RUN", "true");

        assertThat(configuring.problemsOfProgram())
                .containsExactly("environment variable ROLLCALL_FLOW_A_B_DRY_RUN: could be rollcall.flow.a-b.dry-run or"
                        + " rollcall.flow.a_b.dry-run; rename one of the flows");
    }

    @Test
    void roster_whenVariablesAloneDefineIt_hasItsIdType() {
        configuring
                .set("rollcall.huawei.app-id=1")
                .set("rollcall.huawei.app-key=k")
                .variable("ROLLCALL_FLOW_PEOPLE_TYPE", "roster")
                .variable("ROLLCALL_FLOW_PEOPLE_OUTPUT", "people.csv")
                .variable("ROLLCALL_FLOW_PEOPLE_LOOKUP_ID_TYPE", "THIRD_ACCOUNT");

        assertThat(configuring.readForProgram().flows())
                .extracting(FlowConfig::name)
                .containsExactly("duty", "people");
    }

    @Test
    void flow_whenItsTypeIsMisspelt_isTheOnlyProblem() {
        configuring.variable("ROLLCALL_FLOW_BOARD_TYPE", "cohots").variable("ROLLCALL_FLOW_BOARD_USERS", "UN1");

        assertThat(configuring.problemsOfProgram())
                .containsExactly(
                        "environment variable ROLLCALL_FLOW_BOARD_TYPE: rollcall.flow.board.type must be cohost,"
                                + " invite or roster, not 'cohots'; did you mean cohost?");
    }

    @Test
    void account_whenVariablesAloneDefineIt_isThere() {
        configuring
                .variable("ROLLCALL_ACCOUNT_EU_VENDOR", "huawei")
                .variable("ROLLCALL_ACCOUNT_EU_APP_ID", "3")
                .variable("ROLLCALL_ACCOUNT_EU_APP_KEY", "k");

        assertThat(configuring.readForProgram().applications()).containsKey("eu");
    }

    @Test
    void text_whenCharactersWereLost_isWrongWhereverItStands() {
        configuring
                .file("rollcall.flow.duty.users-file=\uFFFD.txt\n")
                .variable("ROLLCALL_DINGTALK_CLIENT_ID", "\uFFFD\uFFFD\uFFFD")
                .set("rollcall.huawei.user-id=\uFFFD");

        assertThat(configuring.problemsOfProgram())
                .anyMatch(
                        line -> line.startsWith(
                                "environment variable ROLLCALL_DINGTALK_CLIENT_ID: rollcall.dingtalk.client-id"
                                        + " holds text that the locale of this process cannot represent. Start Rollcall with LANG=C.UTF-8"))
                .anyMatch(line ->
                        line.startsWith("--set: rollcall.huawei.user-id holds text that the locale of this process"))
                .anyMatch(line -> line.contains("users-file holds the sign for a lost character (U+FFFD)"));
    }

    @Test
    void lists_whenOneIsWrong_areNotedWithTheirFlowInTheProgram() {
        configuring
                .beside("list.txt", "UN1;UN2\n")
                .set("rollcall.flow.board.type=cohost")
                .set("rollcall.flow.board.users-file=list.txt");

        RollcallConfig config = configuring.readForProgram();

        assertThat(config.flows()).hasSize(2);
        assertThat(config.wrongLists()).containsOnlyKeys("board");
        assertThat(config.wrongLists().get("board").get(0).line())
                .startsWith("--set: rollcall.flow.board.users-file names a file with a mistake: ")
                .contains("line 1: holds a semicolon");
        assertThat(configuring.problems()).hasSize(1);
        configuring.set("rollcall.flow.board.dryrun=true");
        assertThat(configuring.problemsOfProgram()).hasSize(2);
    }
}
