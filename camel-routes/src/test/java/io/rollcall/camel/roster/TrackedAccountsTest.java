package io.rollcall.camel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.UserDetails;
import io.rollcall.report.RunOutcome;
import io.rollcall.roster.RosterConfig;
import org.junit.jupiter.api.Test;

/** What a tracked roster keeps of the accounts that it looks up. */
class TrackedAccountsTest extends TrackingTest {
    @Test
    void failedOrUnchangedLookUp_keepsWhatWasKnown() {
        company.lookupOutages.add("s1");
        assertThat(run().outcome()).isEqualTo(RunOutcome.INCOMPLETE);
        company.lookupOutages.clear();
        company.people.get("s1").lookup = UserDetails.Status.UNCHANGED;
        run();
        company.people.get("s1").title = "Boss";
        run("changed s1 [title]");
        assertThat(flow.record("s1")).contains("\"lookup\":\"found\"", "account of s1");
        company.people.get("s1").lookup = UserDetails.Status.FOUND;
        run();
    }

    @Test
    void account_thatChanges_isSaidByItsFields() {
        company.people.get("s1").accountName = "Another";
        run("changed s1 [account.name]");
        company.people.get("s1").lookup = UserDetails.Status.NOT_FOUND;
        run("changed s1 [lookup, account]");
        run();
    }

    @Test
    void account_thatWasNeverKnown_hasNotChanged() {
        company.join("new", 2L).lookup = UserDetails.Status.UNCHANGED;
        run("joined new to [2]");
        company.people.get("new").lookup = UserDetails.Status.FOUND;
        run();
        assertThat(flow.record("new")).contains("account of new");
        run();
    }

    @Test
    void sharedKey_thatIsFoundOutLate_keepsWhatWasKnown() {
        flow.key = new RosterConfig.Key(RosterConfig.Key.Attribute.JOB_NUMBER, null);
        company.people.forEach((id, member) -> member.jobNumber = id);
        flow.run();
        flow.newChanges();
        run();
        company.join("zz", 3L).jobNumber = "s1";

        run("joined zz to [3]");
        assertThat(flow.record("s1")).contains("\"lookup\":\"found\"");
    }

    @Test
    void withoutLookUp_tracksTheDirectoryAlone() {
        flow.looksUp = false;
        company.people.get("s1").title = "Boss";
        run("changed s1 [title]");
        run();
    }
}
