package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import io.rollcall.model.UserDetails.Status;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.roster.RosterConfig.Join;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One account belongs to one person. */
class SharedAccountTest {
    private static Company company(int people) {
        Company company = Company.of(people, 1);
        for (int i = 0; i < people; i++) {
            company.accounts.put("u" + i, Status.FOUND);
        }
        return company;
    }

    private static List<String> lookups(Rehearsal rehearsal, String... people) throws IOException {
        List<String> found = new ArrayList<>();
        for (String line :
                new String(rehearsal.file(), StandardCharsets.UTF_8).lines().toList()) {
            JsonNode record = new ObjectMapper().readTree(line);
            if (List.of(people).contains(record.get("userId").asText())) {
                found.add(record.get("lookup").asText() + (record.has("account") ? " with account" : ""));
            }
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource(Company.Echo.class)
    void conduct_whenOneAccountIsShownForSeveral_isNobodys(Company.Echo echo) throws IOException {
        Company company = company(401);
        company.echo = echo;
        // in one batch, and in the next two
        List.of("u0", "u1", "u250", "u400").forEach(key -> company.accountNames.put(key, "shared"));
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.join = Join.ID;

        RunResult result = rehearsal.conduct();

        assertThat(result.outcome()).isEqualTo(RunOutcome.COMPLETE);
        assertThat(lookups(rehearsal, "u0", "u1", "u250", "u400")).containsOnly("unattributed");
        assertThat(lookups(rehearsal, "u2")).containsExactly("found with account");
        assertThat(result.roster().lookup().unattributed()).isEqualTo(4);
        assertThat(result.roster().lookup().found()).isEqualTo(397);
        assertThat(rehearsal.learned.keySet())
                .doesNotContain(new LookupKey("u0"), new LookupKey("u1"), new LookupKey("u250"), new LookupKey("u400"));
    }

    @Test
    void conduct_whenOneIdIsAnsweredForSeveral_isNobodysAndNothingIsLearned() throws IOException {
        Company company = company(5);
        company.echo = Company.Echo.OWN_ID;
        List.of("u0", "u3").forEach(key -> company.accountIds.put(key, "own-shared"));
        Rehearsal rehearsal = new Rehearsal(company);

        rehearsal.conduct();

        assertThat(lookups(rehearsal, "u0", "u3")).containsOnly("unattributed");
        assertThat(rehearsal.learned).containsOnlyKeys(new LookupKey("u1"), new LookupKey("u2"), new LookupKey("u4"));
    }

    @Test
    void conduct_whenLearnedIdsLeadToOneAccount_forgetsThem() throws IOException {
        Company company = company(3);
        company.echo = Company.Echo.OWN_ID;
        List.of("u0", "u2").forEach(key -> company.accountNames.put(key, "shared"));
        Rehearsal rehearsal = new Rehearsal(company);
        for (int i = 0; i < 3; i++) {
            rehearsal.learned.put(new LookupKey("u" + i), new AccountId("own-u" + i));
        }

        rehearsal.conduct();

        assertThat(lookups(rehearsal, "u0", "u2")).containsOnly("unattributed");
        assertThat(rehearsal.learned).containsKey(new LookupKey("u1")).doesNotContainKey(new LookupKey("u2"));
    }

    @Test
    void conduct_whenJoinedByAccount_oneAccountForSeveralIsNobodys() throws IOException {
        Company company = company(3);
        company.accountNames.put("u0", "shared");
        company.accountNames.put("u1", "shared");
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.join = Join.ACCOUNT;

        rehearsal.conduct();

        assertThat(lookups(rehearsal, "u0", "u1")).containsOnly("unattributed");
    }

    @Test
    void conduct_whenALearnedIdLeadsToAnothersAccount_forgetsItAndAsksByTheKey() throws IOException {
        Company company = company(2);
        company.echo = Company.Echo.NOTHING_BUT_ACCOUNT;
        Rehearsal rehearsal = new Rehearsal(company);
        rehearsal.join = Join.ACCOUNT;
        rehearsal.learned.put(new LookupKey("u0"), new AccountId("own-u1"));

        rehearsal.conduct();

        assertThat(lookups(rehearsal, "u0", "u1")).containsOnly("found with account");
        assertThat(rehearsal.learned).doesNotContainKey(new LookupKey("u0"));
    }
}
