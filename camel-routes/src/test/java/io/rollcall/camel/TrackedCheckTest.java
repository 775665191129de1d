package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.CheckLine;
import io.rollcall.report.CheckLine.Result;
import io.rollcall.report.CheckReport;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A check names each proof that a tracked roster lacks, and fails for none of them. */
@Tag("slow")
class TrackedCheckTest extends RollcallTestSupport {
    private static final String COMPANY =
            """
            {"dingtalk": {"withoutPermissions": [%s]}, "departments": [{"id": 4, "hidden": %s}],
             "people": [{"userId": "lisi", "unionId": "UN-lisi", "mobile": "13800138000", "stateCode": "86"}]}
            """;

    private static final List<String> PROOFS = List.of(
            "dingtalk.user-count",
            "dingtalk.scopes",
            "dingtalk.leave-records",
            "dingtalk.user",
            "dingtalk.department",
            "dingtalk.user-by-mobile");

    private CheckReport check(String withoutPermissions, boolean hidden, boolean track) throws Exception {
        play(COMPANY.formatted(withoutPermissions, hidden));
        start(
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=" + folder.resolve("people.ndjson"),
                "rollcall.flow.people.track=" + track);
        return rollcall.check();
    }

    private static List<CheckLine> proofs(CheckReport report) {
        return report.lines().stream()
                .filter(line -> PROOFS.contains(line.check()))
                .toList();
    }

    @Test
    void check_whenEverythingIsPermitted_hasALineForEachProof() throws Exception {
        CheckReport report = check("", false, true);

        assertThat(proofs(report)).extracting(CheckLine::check).isEqualTo(PROOFS);
        assertThat(proofs(report)).allSatisfy(line -> {
            assertThat(line.result()).isEqualTo(Result.OK);
            assertThat(line.message()).isNull();
            assertThat(line.flows()).containsExactly("people");
        });
        assertThat(report.meteredCalls()).isEqualTo(1);
        assertThat(report.toString()).doesNotContain("13800138000");
    }

    @Test
    void check_whenPermissionsAreMissing_warnsAndSaysWhichProofIsLacking() throws Exception {
        CheckReport report = check(
                "\"qyapi_get_member\",\"qyapi_get_member_by_mobile\",\"qyapi_base\",\"qyapi_get_department_list\","
                        + "\"Contact.Common.Read\"",
                false,
                true);

        assertThat(report.failures()).isZero();
        assertThat(proofs(report)).extracting(CheckLine::result).containsOnly(Result.WARNING);
        assertThat(message(report, "dingtalk.user-count"))
                .contains("needs qyapi_get_member.", "no head count proves that a tracked roster has everybody");
        assertThat(message(report, "dingtalk.leave-records"))
                .contains("Missing: Contact.Common.Read.", "no leave record proves that a person has left");
        assertThat(message(report, "dingtalk.user")).contains("qyapi_get_member", "reading a person proves no leaving");
        assertThat(message(report, "dingtalk.user-by-mobile")).contains("qyapi_get_member_by_mobile", "find");
    }

    @Test
    void check_whenAPartOfTheCompanyIsVisible_saysThatTheHeadCountIsNoProof() throws Exception {
        CheckReport report = check("", true, true);

        assertThat(report.failures()).isZero();
        assertThat(message(report, "dingtalk.scopes")).contains("the head count is no proof");
    }

    @Test
    void check_whenTheRosterIsNotTracked_asksForNoProof() throws Exception {
        assertThat(proofs(check("", false, false))).isEmpty();
    }

    private static String message(CheckReport report, String check) {
        return proofs(report).stream()
                .filter(line -> line.check().equals(check))
                .map(line -> Objects.requireNonNull(line.message()))
                .findFirst()
                .orElseThrow();
    }
}
