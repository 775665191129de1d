package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.RollcallConfig;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every configuration that the documentation shows does what the documentation says, and prints what it shows. */
@Tag("slow")
class DocumentedFlowsTest {
    private static final String MEETING = "6171d2a9b0";

    @TempDir
    Path root;

    @Test
    void board_isPromotedWhereItIs() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            company.shows("check.json", 0, "check", "--output", "json");
            company.shows("plan-board.txt", 0, "plan", "board");
            company.shows("once-board.txt", 0, "once", "board");
            assertThat(company.sandbox.isCoHost(MEETING, "z21HjQliSzpw0YWxxxxx"))
                    .isTrue();
            assertThat(company.sandbox.isCoHost("6172e85c41", "u8PiiSDMxxxxx")).isTrue();
            company.shows("audit.json", 0, "audit", "--output", "json");
            company.shows("audit.csv", 0, "audit", "--output", "csv");
        }
    }

    @Test
    void check_whenTheSecretIsWrong_saysWhatFailedAndWhatWasNotTried() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            Files.writeString(company.program.folder().resolve("secrets/dingtalk"), "wrong-secret\n");
            String printed = company.prints(1, "check", "--output", "json");
            String first = printed.lines().limit(4).map(line -> line + "\n").collect(Collectors.joining());
            DocumentedOutput.holds("check-failed.json", company.program.folder(), first);
        }
    }

    @Test
    void board_whenItsListNamesPeople_looksThemUp() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            String[] tracked = {"--config", "rollcall.properties", "--config", "tracked.properties"};
            company.prints(0, "once", "people", tracked[0], tracked[1], tracked[2], tracked[3]);
            company.shows(
                    "plan-named.txt",
                    3,
                    "plan",
                    "board",
                    tracked[0],
                    tracked[1],
                    tracked[2],
                    tracked[3],
                    "--config",
                    "named.properties");
        }
    }

    @Test
    void tidy_takesTheRoleFromWhomNoFlowLists() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            String[] both = {"--config", "rollcall.properties", "--config", "tidy.properties"};
            company.shows("plan-tidy.txt", 0, "plan", "tidy", both[0], both[1], both[2], both[3]);
            assertThat(company.prints(0, "once", "tidy", both[0], both[1], both[2], both[3]))
                    .contains("removed w7Qe2mVrT1xxxxx");
            assertThat(company.sandbox.isCoHost(MEETING, "w7Qe2mVrT1xxxxx")).isFalse();
        }
    }

    @Test
    void boardAndDuty_whenTheirPollsArePlanned_sayWhen() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            String[] both = {"--config", "rollcall.properties", "--config", "auto.properties"};
            String plan = company.prints(0, "plan", "board", "duty", both[0], both[1], both[2], both[3]);
            assertThat(plan)
                    .contains("schedule of board: auto, polls ", "schedule of duty: auto, polls ")
                    .contains("MON-FRI 08:00-19:00; forecast of dingtalk for the month: ")
                    .contains(
                            "waiting time of board: a co-host waits ", "waiting time of duty: an invited person waits ")
                    .contains("next runs of duty: ", "(Asia/Shanghai)");
        }
    }

    @Test
    void duty_isCalledOnce() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            company.shows("once-duty.json", 0, "once", "duty", "--output", "json");
            company.shows("once-duty-again.txt", 0, "once", "duty");
            assertThat(company.sandbox.invitations(MEETING, "exal40ofA6gexxxxx"))
                    .isEqualTo(1);
        }
    }

    @Test
    void duty_whenItsListLiesInAFile_isReadFromThere() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            assertThat(company.prints(
                            0, "once", "duty", "--config", "rollcall.properties", "--config", "duty-list.properties"))
                    .contains("dry run: nothing was changed", "would invite exal40ofA6gexxxxx", "+8613800138000");
            assertThat(company.sandbox.invitations()).isEmpty();
        }
    }

    @Test
    void duty_whenTheResponseIsLost_isCalledAgainOnlyAfterRelease() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            company.sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").then(Preset.RESET_AFTER));
            company.shows("once-duty-unknown.txt", 3, "once", "duty");
            company.shows("once-duty-unknown-again.txt", 0, "once", "duty");
            company.shows("release.txt", 0, "audit", "--release", MEETING, "+8613800138000");
        }
    }

    @Test
    void people_areOneRoster() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            company.shows("once-people.txt", 0, "once", "people");
            Path roster = company.program.folder().resolve("people.ndjson");
            DocumentedOutput.holds("people.ndjson", company.program.folder(), Files.readString(roster));
            assertThat(company.prints(
                            0,
                            "once",
                            "auditors",
                            "--config",
                            "rollcall.properties",
                            "--config",
                            "auditors.properties"))
                    .contains("3 people", "Written to auditors.csv");
            assertThat(company.prints(
                            0,
                            "once",
                            "directors",
                            "--config",
                            "rollcall.properties",
                            "--config",
                            "directors.properties"))
                    .contains("5 people in 2 departments", "Written to directors.csv");
        }
    }

    @Test
    void people_whenADepartmentCannotBeRead_areIncompleteAndTheOldRosterStays() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            company.prints(0, "once", "people");
            Path roster = company.program.folder().resolve("people.ndjson");
            String before = Files.readString(roster);
            company.sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                    .where(Match.DEPARTMENT, "4")
                    .then(Preset.SERVER_ERROR));
            company.shows("once-people-incomplete.txt", 3, "once", "people");
            assertThat(roster).hasContent(before);
            assertThat(company.program.folder().resolve("people.incomplete.ndjson"))
                    .isNotEmptyFile();
        }
    }

    @Test
    void store_whenItIsPostgres_isUsed() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root);
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start()) {
            Files.copy(
                    DocumentedCompany.shown("store.properties"),
                    company.program.folder().resolve("store.properties"));
            Files.writeString(company.program.folder().resolve("secrets/database"), "any\n");
            company.prints(
                    0,
                    "once",
                    "board",
                    "--config",
                    "rollcall.properties",
                    "--config",
                    "store.properties",
                    "--set",
                    "rollcall.store.url=jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                    "--set",
                    "rollcall.store.user=postgres");
            assertThat(company.program.folder().resolve("rollcall-data")).doesNotExist();
        }
    }

    @Test
    void thirdParty_isAWholeConfiguration() throws Exception {
        Path file = root.resolve("third-party.properties");
        Files.copy(DocumentedCompany.shown("third-party.properties"), file);
        Files.createDirectory(root.resolve("secrets"));
        Files.writeString(root.resolve("secrets/dingtalk"), "any\n");
        Files.writeString(root.resolve("secrets/suite-ticket"), "any\n");
        ProcessEnvironment process = ProcessEnvironment.current();
        RollcallConfig config = Configuration.of(
                        new ConfigurationSources(List.of(Configuration.file(file, process)), Map.of(), List.of()),
                        process)
                .config();
        assertThat(config.applications()).containsOnlyKeys("dingtalk");
        assertThat(config.applications().get("dingtalk").monthlyCalls()).isZero();
    }
}
