package io.rollcall.sandbox.junit;

import static io.rollcall.sandbox.junit.SmallTests.MET;
import static io.rollcall.sandbox.junit.SmallTests.meet;
import static io.rollcall.sandbox.junit.SmallTests.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.InvalidCompanyException;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.VendorClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

/** The messages when a test fails or a company file is invalid. */
@Timeout(180)
@Tag("slow")
class SandboxExtensionFailureTest {
    @BeforeEach
    void forget() {
        MET.clear();
    }

    static final class Failing {
        @RegisterExtension
        static final SandboxExtension VENDORS = SandboxExtension.playing(Company.builtIn());

        static String token = "";

        @Test
        void failed(Sandbox sandbox) {
            VendorClient client = new VendorClient(sandbox);
            token = client.dingTalkToken();
            client.users(token, 2, 0, 10);
            client.ongoing(token, "UN-nobody");
            fail("not what was expected");
        }

        @Test
        void succeeded(Sandbox sandbox) {
            meet(sandbox);
        }

        @Test
        void aborted(Sandbox sandbox) {
            meet(sandbox);
            assumeTrue(false);
        }
    }

    @Test
    void report_whenATestFailed_showsItsLastRequestsWithoutTokens() {
        List<ReportEntry> entries = run(Failing.class).testEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class))
                .toList();
        assertThat(entries).singleElement().satisfies(entry -> assertThat(
                        entry.getKeyValuePairs().get("sandbox"))
                .startsWith("the last 3 of 3 requests:\n")
                .contains("dingtalk.token: POST /v1.0/oauth2/accessToken -> 200")
                .contains("dingtalk.department-users: POST /topapi/v2/user/list?access_token=*** -> 200")
                .contains("dingtalk.ongoing-meetings: GET /v1.0/conference/users/lists?unionId=UN-nobody -> 400")
                .doesNotContain(Failing.token));
    }

    static final class FailingWithExtendWith {
        @Test
        @ExtendWith(SandboxExtension.class)
        void failed(Sandbox sandbox) {
            fail("before any request to " + sandbox.url());
        }
    }

    @Test
    void report_whenTheSandboxIsAParameter_showsItsRequests() {
        assertThat(run(FailingWithExtendWith.class).testEvents().reportingEntryPublished().stream()
                        .map(event -> event.getRequiredPayload(ReportEntry.class)
                                .getKeyValuePairs()
                                .get("sandbox")))
                .containsExactly("no requests");
    }

    static final class WithoutCompany {
        @RegisterExtension
        static final SandboxExtension VENDORS = SandboxExtension.playingResource("no-such-company.json");

        @Test
        void test() {}
    }

    @Test
    void companyFile_whenMissing_failsTheClassAndNamesIt() {
        run(WithoutCompany.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        EventConditions.finishedWithFailure(
                                TestExecutionResultConditions.instanceOf(IllegalArgumentException.class),
                                TestExecutionResultConditions.message(
                                        message -> message.contains("no-such-company.json on the class path"))));
    }

    @Test
    void companyFile_whenWrong_namesEveryProblem(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("company.json"), "{\"peple\":[],\"latencyMilis\":1}");
        SandboxExtension vendors = SandboxExtension.playing(file);
        assertThatThrownBy(vendors::sandbox)
                .isInstanceOfSatisfying(InvalidCompanyException.class, e -> assertThat(e.problems())
                        .hasSize(2));
    }
}
