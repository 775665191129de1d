package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.cohost.CoHostConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.invite.InviteConfig;
import io.rollcall.invite.InviteeEntry;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentPath;
import io.rollcall.model.Invitee;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.PersonReference;
import io.rollcall.model.PersonReference.Kind;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.roster.RosterConfig;
import io.rollcall.schedule.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowSettingsTest {
    @TempDir
    Path folder;

    /** A configuration with one flow f and both vendors. */
    private Configuring flow(String... lines) {
        StringBuilder text = new StringBuilder(Configuring.DINGTALK + Configuring.HUAWEI);
        for (String line : lines) {
            text.append("rollcall.flow.f.").append(line).append('\n');
        }
        return new Configuring(folder).file(text.toString());
    }

    private static FlowConfig only(Configuring configuring) {
        return configuring.read().flows().get(0);
    }

    @Test
    void coHost_whenOnlyUsersAreGiven_hasTheDefaults() {
        assertThat(only(flow("type=cohost", "users=UN1, UN2,UN1")))
                .isEqualTo(new CoHostConfig(
                        new FlowConfig.Common("f", null, true, null),
                        "dingtalk",
                        List.of(new UserId("UN1"), new UserId("UN2")),
                        null,
                        CoHostConfig.Look.USERS,
                        false,
                        false,
                        false,
                        100,
                        false));
    }

    @Test
    void coHost_whenAllIsGiven_takesIt() {
        assertThat(only(flow(
                                "type=cohost",
                                "schedule=30s",
                                "enabled=false",
                                "provider=dingtalk",
                                "users-file=users.txt",
                                "look=organization",
                                "include-external=true",
                                "include-phone=true",
                                "remove-unlisted=true",
                                "max-changes=5",
                                "dry-run=true")
                        .beside("users.txt", "UN1 # chair\n")))
                .isEqualTo(new CoHostConfig(
                        new FlowConfig.Common("f", new Schedule.Every(Duration.ofSeconds(30)), false, null),
                        "dingtalk",
                        List.of(),
                        folder.resolve("users.txt"),
                        CoHostConfig.Look.ORGANIZATION,
                        true,
                        true,
                        true,
                        5,
                        true));
    }

    @Test
    void coHost_whenNobodyIsListed_saysSo() {
        assertThat(flow("type=cohost").problems())
                .containsExactly("rollcall.flow.f.users is missing: the flow lists no users; set it or users-file");
    }

    @Test
    void coHost_whenUnlistedShallBeRemoved_needsTheOrganization() {
        assertThat(flow("type=cohost", "users=UN1", "remove-unlisted=true").problems())
                .containsExactly("rollcall.properties, line 7: rollcall.flow.f.remove-unlisted needs look=organization;"
                        + " set that too, or remove this");
    }

    @Test
    void coHost_whenUsersFileIsMissingOrWrong_saysFileAndLine() {
        assertThat(flow("type=cohost", "users-file=none.txt").problems())
                .containsExactly("rollcall.properties, line 6: rollcall.flow.f.users-file names a file that cannot be"
                        + " read: " + folder.resolve("none.txt")
                        + ": it does not exist; create it, or correct the path");
        assertThat(flow("type=cohost", "users-file=u.txt")
                        .beside("u.txt", "UN1\nUN2 UN3\n")
                        .problems())
                .containsExactly("rollcall.properties, line 6: rollcall.flow.f.users-file names a file with a mistake: "
                        + folder.resolve("u.txt")
                        + ", line 2: holds a blank (U+0020); separate ids with a comma (,), or write each on a line of its own"
                        + " in a file");
    }

    @ParameterizedTest
    @CsvSource({
        "users=UN1;max-changes=0, must be a whole number; 1 or more; not '0'",
        "users=UN1;look=Users, must be users or organization; not 'Users'",
        "users=UN1;dry-run=yes, must be true or false; not 'yes'",
        "users=UN1;schedule=0s, must be more than 0; not '0s'",
        "users=UN1;schedule=5 minutes, must be a number and a unit",
        "users=UN1;schedule=* * *, must be a period such as 30s or a Quartz cron expression: it has 3 fields",
        "users=UN1;;UN2, has nothing at position 2 of its list; remove the extra comma"
    })
    void coHost_whenAValueIsMalformed_saysWhatItMustBe(String lines, String message) {
        String[] parts = lines.replace(";;", ",,").split(";");
        String[] all = new String[parts.length + 1];
        all[0] = "type=cohost";
        System.arraycopy(parts, 0, all, 1, parts.length);

        assertThat(flow(all).problems())
                .singleElement()
                .asString()
                .contains(message.replace("; ", ", ").replace("of its list, remove", "of its list; remove"));
    }

    @Test
    void schedule_thatIsPlanned_isForFlowsThatWatchMeetings() {
        assertThat(only(flow("type=cohost", "users=UN1", "schedule=auto")).schedule())
                .isEqualTo(new Schedule.Auto());
        assertThat(only(flow("type=invite", "meetings-of=UN1", "phones=+8613800138000:D", "schedule=auto"))
                        .schedule())
                .isEqualTo(new Schedule.Auto());
        assertThatThrownBy(() -> flow("type=roster", "output=people.csv", "schedule=auto")
                        .read())
                .hasMessageContaining("rollcall.flow.f.schedule")
                .hasMessageContaining(
                        "must be a period or a cron expression for a flow of type roster; auto is for flows"
                                + " that watch meetings (cohost, invite)");
    }

    @Test
    void schedule_thatIsPlanned_runsAtItsStart() {
        FlowConfig flow = only(flow("type=cohost", "users=UN1", "schedule=auto"));

        assertThat(flow.runsAtStart(new Schedule.Auto())).isTrue();
    }

    @Test
    void workingHours_haveADefault_andAreChecked() {
        assertThat(flow("type=cohost", "users=UN1").read().workingHours()).hasToString("MON-FRI 08:00-19:00");
        assertThat(flow("type=cohost", "users=UN1")
                        .set("rollcall.budget.hours=SAT 09:00-13:00")
                        .read()
                        .workingHours())
                .hasToString("SAT 09:00-13:00");
        assertThatThrownBy(() -> flow("type=cohost", "users=UN1")
                        .set("rollcall.budget.hours=08:00-19:00")
                        .read())
                .hasMessageContaining("rollcall.budget.hours")
                .hasMessageContaining("write MON-FRI 08:00-19:00");
    }

    @Test
    void schedule_whenItIsCron_isKeptAsWritten() {
        assertThat(only(flow("type=cohost", "users=UN1", "schedule=0 10 8-18 ? * MON-FRI"))
                        .schedule())
                .isEqualTo(new Schedule.Cron("0 10 8-18 ? * MON-FRI"));
    }

    @Test
    void provider_whenItLacksTheCapability_namesThoseThatHaveIt() {
        assertThat(flow("type=cohost", "users=UN1", "provider=huawei").problems())
                .containsExactly("rollcall.properties, line 7: rollcall.flow.f.provider names huawei, which cannot be"
                        + " asked for co-hosts and running meetings; dingtalk can");
        assertThat(flow("type=roster", "output=r.csv", "directory.provider=huawei", "lookup.provider=dingtalk")
                        .problems())
                .containsExactly(
                        "rollcall.properties, line 7: rollcall.flow.f.directory.provider names huawei, which cannot be"
                                + " asked for departments; dingtalk can",
                        "rollcall.properties, line 8: rollcall.flow.f.lookup.provider names dingtalk, which cannot be"
                                + " asked for user details; huawei can");
    }

    @Test
    void provider_whenUnknown_namesTheNearest() {
        assertThat(flow("type=cohost", "users=UN1", "provider=dingtlak").problems())
                .containsExactly(
                        "rollcall.properties, line 7: rollcall.flow.f.provider names an unknown provider"
                                + " 'dingtlak'; did you mean dingtalk? (dingtalk can be asked for co-hosts and running meetings)");
    }

    @Test
    void provider_whenThirdVendorIsRegistered_isTaken() {
        Configuring third = flow("type=roster", "output=r.csv", "lookup.provider=acme", "lookup.id-type=MAIL")
                .set("rollcall.acme.key=k2")
                .vendor(new AcmeVendor());

        assertThat(((RosterConfig) only(third)).lookupProvider()).isEqualTo("acme");
        assertThat(third.read().applications().get("acme").id()).isEqualTo("acme/k2");
        assertThat(flow("type=roster", "output=r.csv", "lookup.provider=dingtalk")
                        .vendor(new AcmeVendor())
                        .problems())
                .singleElement()
                .asString()
                .endsWith("user details; huawei or acme can");
    }

    @Test
    void idType_whenTheDefaultIsAnotherVendorsWord_isTheVendorsFirst() {
        Configuring silent =
                flow("type=roster", "output=r.csv", "lookup.provider=acme").vendor(new AcmeVendor());

        assertThat(((RosterConfig) only(silent)).lookup().idType()).isEqualTo("MAIL");
        assertThat(flow("type=roster", "output=r.csv", "lookup.provider=acme", "lookup.id-type=THIRD_ACCOUNT")
                        .vendor(new AcmeVendor())
                        .problems())
                .singleElement()
                .asString()
                .endsWith("lookup.id-type must be MAIL for acme, not 'THIRD_ACCOUNT'");
    }

    @Test
    void invite_whenAllIsGiven_takesIt() {
        assertThat(only(flow(
                                "type=invite",
                                "meetings-of=CEO",
                                "invitees=UN1:Duty: officer, UN2 : Zoe",
                                "phones=+8613800138000:Nick,+86 10-8612 3456",
                                "invitees-file=more.csv",
                                "operator=OP",
                                "max-changes=3",
                                "dry-run=true")
                        .beside("more.csv", "unionId,phone,nick\r\nUN3,,Max\r\n")))
                .isEqualTo(new InviteConfig(
                        new FlowConfig.Common("f", null, true, null),
                        "dingtalk",
                        List.of(new UserId("CEO")),
                        List.of(
                                new Invitee.User(new UserId("UN1"), "Duty: officer"),
                                new Invitee.User(new UserId("UN2"), "Zoe"),
                                new Invitee.Phone(new PhoneNumber("+8613800138000"), "Nick"),
                                new Invitee.Phone(new PhoneNumber("+86 10-8612 3456"), null)),
                        folder.resolve("more.csv"),
                        new UserId("OP"),
                        3,
                        true));
    }

    @Test
    void invite_whenLittleIsGiven_hasTheDefaults() {
        InviteConfig invite = (InviteConfig) only(flow("type=invite", "meetings-of=CEO", "phones=110"));

        assertThat(invite.maxChanges()).isEqualTo(20);
        assertThat(invite.operator()).isNull();
        assertThat(invite.inviteesFile()).isNull();
        assertThat(invite.dryRun()).isFalse();
    }

    @Test
    void invite_whenNobodyIsWatchedOrInvited_saysBoth() {
        assertThat(flow("type=invite").problems())
                .containsExactly(
                        "rollcall.flow.f.meetings-of is missing: the flow watches no meetings; set it",
                        "rollcall.flow.f.invitees is missing: the flow lists no invitees; set it, phones or invitees-file");
    }

    @Test
    void invite_whenPeopleAreMalformed_saysTheirPositionAndNotWho() {
        assertThat(flow("type=invite", "meetings-of=CEO", "invitees=UN1:A,UNSEEN", "phones=PRIVATE:Zoe")
                        .problems())
                .containsExactly(
                        "rollcall.properties, line 7: rollcall.flow.f.invitees has a malformed item at position 2: it must"
                                + " be unionId:Nick (the vendor requires a nick)",
                        "rollcall.properties, line 8: rollcall.flow.f.phones has a malformed item at position 1: it must"
                                + " be a phone number such as +8613800138000, and holds 'P'; only ASCII digits, blanks, dots,"
                                + " hyphens, parentheses and a leading + may stand in it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "type=cohost;users=UN-a\uFF0CUN-b|users has a malformed item at position 1: it holds a full-width comma (U+FF0C)",
                "type=cohost;users=UN-a UN-b|users has a malformed item at position 1: it holds a blank",
                "type=cohost;users=UN-a,UN-b\u3001UN-c|users has a malformed item at position 2: it holds an ideographic comma",
                "type=cohost;users=[UN-a]|users has a malformed item at position 1: it holds a bracket",
                "type=invite;meetings-of=\"CEO\";invitees=UN1:A|meetings-of has a malformed item at position 1: it holds a quote",
                "type=invite;meetings-of=13800138000;invitees=UN1:A|meetings-of has a malformed item at position 1: it looks like",
                "type=invite;meetings-of=CEO;operator=UN-a\uFF0CUN-b;invitees=UN1:A|operator holds a full-width comma",
                "type=invite;meetings-of=CEO;operator=userid:;invitees=UN1:A|operator has nothing after userid:",
                "type=cohost;users=UN1,name\uFF1A\u8D75\u4E91|users has a malformed item at position 2: it must have a plain colon (:) directly after name",
                "type=cohost;users=name:\u8D75\u4E91\u3001\u5F20\u4E09|users has a malformed item at position 1: it has a name that holds an ideographic comma",
                "type=cohost;users=mobile:abc|users has a malformed item at position 1: it must be a phone number",
                "type=cohost;users=userid:a b|users has a malformed item at position 1: it has a userId that holds a blank",
                "type=invite;meetings-of=CEO;invitees=name:\u8D75\u4E91|invitees has a malformed item at position 1: it must be name:…:Nick",
                "type=invite;meetings-of=CEO;invitees=UN1:A\uFF0CUN2:B|invitees has a malformed item at position 1: it has a nick that",
                "type=invite;meetings-of=CEO;invitees=UN1:A UN2:B|invitees has a malformed item at position 1: it has a nick that",
                "type=invite;meetings-of=CEO;invitees=UN1:A\u3001UN2:B|invitees has a malformed item at position 1: it has a nick that",
                "type=invite;meetings-of=CEO;invitees=UN1\uFF1AA|invitees has a malformed item at position 1: it holds a full-width colon",
                "type=invite;meetings-of=CEO;phones=\uFF0B8613800138000|phones has a malformed item at position 1: it must be a phone number",
                "type=invite;meetings-of=CEO;phones=13800138000\uFF0C13900139000|a full-width comma (U+FF0C)",
                "type=roster;output=r.csv;departments=1\uFF0C2|a full-width comma (U+FF0C): separate the items with a comma (,)",
            })
    void people_whenWrittenWrongly_sayTheKeyAndTheReason(String lines, String problem) {
        assertThat(flow(lines.split(";")).problems()).anyMatch(said -> said.contains(problem));
    }

    @Test
    void people_withInvisibleCharactersAround_areThosePeople() {
        CoHostConfig board = (CoHostConfig) only(flow("type=cohost", "users=\u00A0UN-a\u200B , \u3000UN-b\u200E"));
        assertThat(board.users())
                .containsExactly(new PersonEntry.Known(new UserId("UN-a")), new PersonEntry.Known(new UserId("UN-b")));

        InviteConfig duty = (InviteConfig) only(flow(
                "type=invite",
                "meetings-of=\u200BCEO",
                "operator=\u2060OP\u00AD",
                "invitees=\uFEFFUN1 :A",
                "phones=\u202D110\u202C"));
        assertThat(duty.operator()).isEqualTo(new PersonEntry.Known(new UserId("OP")));
        assertThat(duty.invitees())
                .containsExactly(
                        new InviteeEntry.Known(new Invitee.User(new UserId("UN1"), "A")),
                        new InviteeEntry.Known(new Invitee.Phone(new PhoneNumber("110"), null)));
    }

    @Test
    void people_withAPrefix_areLookedUpLater() {
        CoHostConfig board = (CoHostConfig)
                only(flow("type=cohost", "users=UN1, userId:zhangsan, mobile:+86 138-0013-8000 ,name: \u8D75\u4E91"));
        assertThat(board.users())
                .containsExactly(
                        new PersonEntry.Known(new UserId("UN1")),
                        lookedUp(Kind.USERID, "zhangsan", 2),
                        lookedUp(Kind.MOBILE, "+86 138-0013-8000", 3),
                        lookedUp(Kind.NAME, "\u8D75\u4E91", 4));
        assertThat(board.toString()).doesNotContain("\u8D75\u4E91").doesNotContain("8000");

        InviteConfig duty = (InviteConfig) only(flow(
                        "type=invite",
                        "meetings-of=name:\u963F\u91CC\u6728\u00B7\u4E70\u4E70\u63D0",
                        "operator=userid:op",
                        "invitees=name:John Brown:Duty: officer,UN2:Zoe",
                        "invitees-file=more.csv")
                .beside("more.csv", "unionId,phone,nick\nuserid:max,,Max\n"));
        assertThat(duty.meetingsOf())
                .containsExactly(lookedUp(Kind.NAME, "\u963F\u91CC\u6728\u00B7\u4E70\u4E70\u63D0", 1));
        assertThat(duty.operator()).isEqualTo(lookedUp(Kind.USERID, "op", 0));
        assertThat(duty.invitees())
                .containsExactly(
                        new InviteeEntry.LookedUp(lookedUp(Kind.NAME, "John Brown", 1), "Duty: officer"),
                        new InviteeEntry.Known(new Invitee.User(new UserId("UN2"), "Zoe")));
    }

    private static PersonEntry.LookedUp lookedUp(Kind kind, String text, int position) {
        return new PersonEntry.LookedUp(new PersonReference(kind, text), position);
    }

    @Test
    void invite_whenFileIsMalformed_saysEveryLine() {
        assertThat(flow("type=invite", "meetings-of=CEO", "invitees-file=i.csv")
                        .beside("i.csv", "unionId,phone,nick\nUN1,,\n,,\n")
                        .problems())
                .hasSize(2)
                .allMatch(line -> line.contains("names a file with a mistake: " + folder.resolve("i.csv") + ", line "));
    }

    @Test
    void roster_whenOnlyTheOutputIsGiven_hasTheDefaults() {
        assertThat(only(flow("type=roster", "output=./out.csv")))
                .isEqualTo(new RosterConfig(
                        new FlowConfig.Common("f", null, true, null),
                        "dingtalk",
                        "huawei",
                        List.of(new DepartmentId(1)),
                        true,
                        100,
                        "zh_CN",
                        Map.of("contain-access-limit", "false", "order-field", "custom"),
                        new RosterConfig.Lookup(
                                "THIRD_ACCOUNT",
                                new RosterConfig.Key(RosterConfig.Key.Attribute.USERID, null),
                                RosterConfig.Join.ID,
                                1000),
                        folder.resolve("out.csv"),
                        "./out.csv",
                        RosterConfig.Format.CSV,
                        false,
                        new RosterConfig.MaxShrink(10, true)));
    }

    @Test
    void roster_whenAllIsGiven_takesIt() {
        assertThat(only(flow(
                        "type=roster",
                        "schedule=1d",
                        "departments=7, 2,9223372036854775807,7",
                        "recursive=false",
                        "page-size=1",
                        "contain-access-limit=true",
                        "language=en_US",
                        "order-field=entry_asc",
                        "lookup.id-type=USER_ID",
                        "lookup.key=extension.Huawei id",
                        "lookup.join=account",
                        "lookup.single-limit=0",
                        "output=" + folder.resolve("r.ndjson"),
                        "csv-excel=true",
                        "max-shrink=25")))
                .isEqualTo(new RosterConfig(
                        new FlowConfig.Common("f", new Schedule.Every(Duration.ofDays(1)), true, null),
                        "dingtalk",
                        "huawei",
                        List.of(new DepartmentId(7), new DepartmentId(2), new DepartmentId(Long.MAX_VALUE)),
                        false,
                        1,
                        "en_US",
                        Map.of("contain-access-limit", "true", "order-field", "entry_asc"),
                        new RosterConfig.Lookup(
                                "USER_ID",
                                new RosterConfig.Key(RosterConfig.Key.Attribute.EXTENSION, "Huawei id"),
                                RosterConfig.Join.ACCOUNT,
                                0),
                        folder.resolve("r.ndjson"),
                        folder.resolve("r.ndjson").toString(),
                        RosterConfig.Format.NDJSON,
                        true,
                        new RosterConfig.MaxShrink(25, false)));
    }

    @Test
    void roster_whenTracked_takesTheChangesFileAndTheExclusions() {
        RosterConfig roster = (RosterConfig) only(flow(
                "type=roster",
                "output=./out.csv",
                "track=true",
                "changes=./changes.ndjson",
                "exclude=12, /Company/Former,/Company/Sites/Old"));

        assertThat(roster.tracking()).isEqualTo(new RosterConfig.Tracking(folder.resolve("changes.ndjson")));
        assertThat(roster.exclude())
                .isEqualTo(new RosterConfig.Exclusions(
                        Set.of(new DepartmentId(12)),
                        Set.of(List.of("Company", "Former"), List.of("Company", "Sites", "Old"))));
        assertThat(((RosterConfig) roster.accepting().orElseThrow()).tracking()).isEqualTo(roster.tracking());
    }

    @Test
    void roster_whoseDepartmentsArePathsAndIds_takesBoth() {
        RosterConfig roster = (RosterConfig) only(flow(
                "type=roster",
                "output=./out.csv",
                "departments=/Company/Sales, 7,/Company/ Sites /Old,/Company/Sales"));

        assertThat(roster.departments())
                .containsExactly(
                        new DepartmentPath(List.of("Company", "Sales")),
                        new DepartmentId(7),
                        new DepartmentPath(List.of("Company", "Sites", "Old")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Company", "/Company/", "/Company//Sales", "/", "Sales", "Company/Sales"})
    void roster_whoseDepartmentsAreNoPathAndNoId_saysSo(String departments) {
        assertThat(flow("type=roster", "output=./out.csv", "departments=7," + departments)
                        .problems())
                .singleElement()
                .asString()
                .contains("departments", "at position 2");
    }

    @Test
    void roster_withoutLookUp_needsNoOtherAccount() {
        Configuring configuring = new Configuring(folder)
                .file(Configuring.DINGTALK + "rollcall.flow.f.type=roster\nrollcall.flow.f.output=r.csv\n"
                        + "rollcall.flow.f.lookup.provider=none\n");

        RosterConfig roster = (RosterConfig) only(configuring);

        assertThat(roster.lookupProvider()).isNull();
        assertThat(roster.accounts()).containsExactly("dingtalk");
    }

    @Test
    void changes_withoutTracking_isAProblem() {
        assertThat(flow("type=roster", "output=r.csv", "changes=c.ndjson").problems())
                .singleElement()
                .asString()
                .contains("changes needs track=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r.csv", "r.incomplete.csv", "r.quarantined.csv"})
    void changes_whenAFileOfTheFlowsOutput_isAProblem(String file) {
        assertThat(flow("type=roster", "output=r.csv", "track=true", "changes=" + file)
                        .problems())
                .singleElement()
                .asString()
                .contains("names the flow's own output");
    }

    @Test
    void changes_ofTwoFlowsInOneFile_isAProblem() {
        Configuring configuring = flow("type=roster", "output=r.csv", "track=true", "changes=c.ndjson")
                .file("rollcall.flow.g.type=roster\nrollcall.flow.g.output=g.csv\nrollcall.flow.g.track=true\n"
                        + "rollcall.flow.g.changes=c.ndjson\n");

        assertThat(configuring.problems()).singleElement().asString().contains("names a file that flow f writes too");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Former", "/Company", "/", "/Company//Former", "0"})
    void exclude_whenMalformed_isAProblem(String value) {
        assertThat(flow("type=roster", "output=r.csv", "exclude=" + value).problems())
                .singleElement()
                .asString()
                .contains("exclude has a malformed item at position 1: it must be a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"101%", "-1", "-1%", "ten", "10 %%", "1.5%", "%", "3000000000"})
    void maxShrink_whenMalformed_isAProblem(String value) {
        assertThat(flow("type=roster", "output=./out.csv", "max-shrink=" + value)
                        .problems())
                .singleElement()
                .asString()
                .contains("max-shrink must be a percentage from 0% to 100% or a number of people");
    }

    @ParameterizedTest
    @CsvSource({
        "10%,9,10,false",
        "10%,10,100,false",
        "10%,11,100,true",
        "10%,10,99,true",
        "10%,9,9,false",
        "0%,50,50,false",
        "0,50,50,false",
        "100%,50,50,false",
        "3,3,100,false",
        "3,4,4,true",
        "1,2,1000000,true"
    })
    void maxShrink_judgesByPercentFromTenPeopleOnOrByPeople(String value, long lost, long before, boolean exceeded) {
        RosterConfig roster = (RosterConfig) only(flow("type=roster", "output=./out.csv", "max-shrink=" + value));

        assertThat(roster.maxShrink().isExceededBy(lost, before)).isEqualTo(exceeded);
        assertThat(((RosterConfig) roster.accepting().orElseThrow()).maxShrink().isExceededBy(lost, before))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "userid,USERID",
        "unionid,UNIONID",
        "job_number,JOB_NUMBER",
        "email,EMAIL",
        "org_email,ORG_EMAIL",
        "mobile,MOBILE"
    })
    void roster_ofAnyKey_takesIt(String word, RosterConfig.Key.Attribute attribute) {
        assertThat(((RosterConfig) only(flow("type=roster", "output=r.csv", "lookup.key=" + word)))
                        .lookup()
                        .key())
                .isEqualTo(new RosterConfig.Key(attribute, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page-size=101|must be a whole number from 1 to 100, not '101'",
                "departments=0|has a malformed item at position 1: it must be a whole number, 1 or more, not '0'",
                "lookup.key=extension|must be userid, unionid, job_number, email, org_email, mobile or extension.NAME",
                "lookup.key=extension.|must be userid",
                "lookup.key=USERID|must be userid",
                "lookup.single-limit=-1|must be a whole number, 0 or more, not '-1'",
                "lookup.id-type=ACCOUNT|must be THIRD_ACCOUNT or USER_ID for huawei, not 'ACCOUNT'",
                "lookup.join=name|must be id or account, not 'name'",
                "language=de_DE|must be zh_CN or en_US for dingtalk, not 'de_DE'",
                "order-field=name|must be custom, entry_asc, entry_desc, modify_asc or modify_desc for dingtalk"
            })
    void roster_whenAValueIsMalformed_saysWhatItMustBe(String line, String message) {
        assertThat(flow("type=roster", "output=r.csv", line).problems())
                .singleElement()
                .asString()
                .startsWith("rollcall.properties, line 7: rollcall.flow.f." + line.split("=")[0] + " ")
                .contains(message);
    }

    @Test
    void roster_whenOutputCannotBeWritten_saysWhy() throws Exception {
        Files.createDirectory(folder.resolve("d.csv"));

        assertThat(flow("type=roster").problems())
                .containsExactly("rollcall.flow.f.output is missing: there would be no roster; set it");
        for (String[] wrong : new String[][] {
            {"r.txt", "must end in .ndjson or .csv, with a name before that"},
            {".csv", "must end in .ndjson or .csv, with a name before that"},
            {"r.CSV", "must end in .ndjson or .csv, with a name before that"},
            {"d.csv", "names a directory; name a file: " + folder.resolve("d.csv")},
            {"no/r.csv", "lies in a folder that does not exist; create it: " + folder.resolve("no")},
            {
                "r\\u0000.csv",
                "must hold a path (where it is one, the locale of this machine cannot write it; try LANG=C.UTF-8)"
            }
        }) {
            assertThat(flow("type=roster", "output=" + wrong[0]).problems())
                    .containsExactly("rollcall.properties, line 6: rollcall.flow.f.output " + wrong[1]);
        }
    }

    @Test
    void rosters_whenTheyWriteTheSameFile_sayWhichFlowDoes() {
        assertThat(flow("type=roster", "output=r.csv")
                        .set("rollcall.flow.g.type=roster")
                        .set("rollcall.flow.g.output=./x/../r.csv")
                        .set("rollcall.flow.h.type=roster")
                        .set("rollcall.flow.h.output=r.incomplete.csv")
                        .problems())
                .containsExactly(
                        "--set: rollcall.flow.g.output names a file that flow f writes too; choose another: "
                                + folder.resolve("r.csv"),
                        "--set: rollcall.flow.g.output names a file that flow f writes too; choose another: "
                                + folder.resolve("r.incomplete.csv"),
                        "--set: rollcall.flow.g.output names a file that flow f writes too; choose another: "
                                + folder.resolve("r.quarantined.csv"),
                        "--set: rollcall.flow.h.output names a file that flow f writes too; choose another: "
                                + folder.resolve("r.incomplete.csv"));
    }

    @Test
    void flows_areInTheOrderOfTheirNames() {
        RollcallConfig config = flow("type=roster", "output=r.csv")
                .set("rollcall.flow.b.type=cohost")
                .set("rollcall.flow.b.users=UN1")
                .read();

        assertThat(config.flows()).extracting(FlowConfig::name).containsExactly("b", "f");
        assertThat(config.flowsNamed(List.of("f", "b", "f")))
                .extracting(FlowConfig::name)
                .containsExactly("f", "b");
        assertThatThrownBy(() -> config.flowsNamed(List.of("ff", "x\u001by")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("there is no flow 'ff'; did you mean f?\nthere is no flow 'x?y'; choose from b, f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=cohost\nrollcall.flow.f.users=UN1",
                "type=invite\nrollcall.flow.f.meetings-of=UN1\nrollcall.flow.f.invitees=UN2:N"
            })
    void events_whenTheAccountHasAStream_areTakenUnlessTheyAreSwitchedOff(String type) {
        assertThat(takesEvents(flow(type, "events=true"), "rollcall.dingtalk.stream=true"))
                .isTrue();
        assertThat(takesEvents(flow(type), "rollcall.dingtalk.stream=true")).isTrue();
        assertThat(takesEvents(flow(type, "events=false"), "rollcall.dingtalk.stream=true"))
                .isFalse();
        assertThat(takesEvents(flow(type), "rollcall.dingtalk.stream=false")).isFalse();
    }

    @Test
    void events_ofATrackedRoster_areTakenUnlessTheyAreSwitchedOff() {
        String type = "type=roster\nrollcall.flow.f.output=r.csv\nrollcall.flow.f.lookup.provider=none";
        String stream = "rollcall.dingtalk.stream=true";
        assertThat(takesEvents(flow(type, "track=true"), stream)).isTrue();
        assertThat(takesEvents(flow(type, "track=true", "events=true"), stream)).isTrue();
        assertThat(takesEvents(flow(type, "track=true", "events=false"), stream))
                .isFalse();
        assertThat(takesEvents(flow(type), stream)).isFalse();
        assertThat(takesEvents(flow(type, "track=true"), "rollcall.dingtalk.stream=false"))
                .isFalse();
        assertThat(flow(type, "events=true").problems())
                .singleElement()
                .asString()
                .contains("events needs track=true");
        assertThat(flow(type, "track=true", "events=true").problems())
                .singleElement()
                .asString()
                .contains("set rollcall.dingtalk.stream=true, or remove this");
    }

    private static boolean takesEvents(Configuring configuring, String more) {
        RollcallConfig config = configuring.file(more).read();
        return config.flows().get(0).takesEvents(config.applications());
    }

    @Test
    void events_whenTheAccountHasNoStream_sayWhatToSet() {
        assertThat(flow("type=cohost", "users=UN1", "events=true").problems())
                .singleElement()
                .asString()
                .contains(
                        "rollcall.flow.f.events",
                        "needs an account that receives events; set rollcall.dingtalk.stream=true, or remove this");
    }

    @Test
    void missingSchedules_ofFlowsThatTakeEvents_areNone() {
        RollcallConfig config = flow("type=cohost", "users=UN1")
                .file("rollcall.dingtalk.stream=true")
                .read();

        assertThat(config.missingSchedules(config.flows())).isEmpty();
    }

    @Test
    void missingSchedules_ofFlowsWithoutOne_nameTheKey() {
        RollcallConfig config = flow("type=cohost", "users=U")
                .set("rollcall.flow.g.type=cohost")
                .set("rollcall.flow.g.users=U")
                .set("rollcall.flow.g.schedule=5m")
                .read();

        assertThat(config.missingSchedules(config.flows()))
                .extracting(ConfigurationProblem::line)
                .containsExactly(
                        "rollcall.flow.f.schedule is missing: run needs it; set a period such as 5m or a Quartz cron"
                                + " expression");
    }
}
