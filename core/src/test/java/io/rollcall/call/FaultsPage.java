package io.rollcall.call;

import static io.rollcall.reference.ReferencePage.cell;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.config.KnownVendors;
import io.rollcall.reference.ReferencePage;
import io.rollcall.reference.VendorAnswers;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Fault.Origin;
import io.rollcall.vendor.FaultRule;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The vendors' tables of codes, and Rollcall's own faults, as a page of Markdown. */
final class FaultsPage {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private static final String HEAD =
            """
            # Faults and remedies

            Every fault that a report, a log line or `check` may name, and what to do about it. The tables are printed from
            those by which Rollcall reads the vendors' answers. A test fails when this page is not what they say;

            """
                    + ReferencePage.HOW_TO_WRITE
                    + """

            What Rollcall does by itself at every fault of every call, tried out on every build, is in
            [the fault matrix](../fault-matrix.md).

            ## How to find something

            A problem in a report has a `fault`, mostly a vendor's `code`, and mostly a `requestId`. Look the code up in the
            table of its vendor; without a code, look under "without a known code". The `message` in the report is the remedy
            that stands here. Give the `requestId` to the vendor's support: it is how they find the call.

            The column **not done** says whether the vendor certainly did not act. "unknown" matters for actions only: a person
            may have been promoted or called. Such a call is not repeated; a call that only reads is.
            """;

    private static final String KINDS = """

            ## The eleven faults

            """;

    private record Row(String code, Fault fault) {}

    private final StringBuilder page = new StringBuilder(HEAD);

    static String print() {
        FaultsPage printed = new FaultsPage();
        printed.kinds();
        printed.own();
        KnownVendors.all().forEach(printed::vendor);
        return printed.page.toString();
    }

    private void kinds() {
        page.append(KINDS).append("| fault | not done | what it means | what Rollcall does | what you do |\n");
        page.append("|---|---|---|---|---|\n");
        for (Fault.Kind kind : Fault.Kind.values()) {
            page.append("| `")
                    .append(kind.word())
                    .append("` | ")
                    .append(FaultWords.of(kind))
                    .append(" |\n");
        }
    }

    /** What arises on this side of the line, where a vendor's code plays no part. */
    private void own() {
        Origin origin = Origin.of(new OperationName("VENDOR", "call"));
        ApplicationState line = new ApplicationState("app", "rollcall.VENDOR.", List.of(), 5000, 1000, CHINA);
        List<Row> rows = List.of(
                new Row(
                        "a secret's file cannot be read",
                        CallFaults.secretUnavailable(origin, "The message names the key and the file.")),
                new Row("this month's share is used up", CallFaults.budgetUsedUp(origin, line)),
                new Row("only the reserve for changes is left", CallFaults.onlyReserveLeft(origin, line)),
                new Row(
                        "a run has made all calls that it may",
                        CallFaults.runUsedUp(origin, new CallCount(500, "rollcall.flow.NAME.max-calls"))),
                new Row(
                        "the vendor refused earlier this month",
                        CallFaults.quotaRefused(
                                origin,
                                Exhaustion.first(
                                        new BillingMonth(YearMonth.of(2026, 11), CHINA),
                                        Instant.parse("2026-11-10T02:00:00Z")),
                                CHINA)),
                new Row(
                        "the vendor banned this address a moment ago",
                        CallFaults.stillBanned(origin, Duration.ofSeconds(300))),
                new Row("what is asked for must not be sent", CallFaults.refusedHere(origin, "WHY")),
                new Row("no connection, or no certificate to trust", CallFaults.notSent(origin, "WHY")),
                new Row("the answer is late, or breaks off", CallFaults.noAnswer(origin, "WHY")),
                new Row("all changes are paused", Fault.Paused.of(origin.operation())),
                new Row("Rollcall is being stopped", CallFaults.stopped(origin)),
                new Row("more than 16 MiB", CallFaults.tooLarge(origin, "16 MiB")));
        page.append("\n## Faults without a vendor's answer\n\n");
        page.append("`VENDOR` stands for the vendor's name, `WHY` for the reason.\n\n");
        page.append("| when | fault | not done | what to do |\n|---|---|---|---|\n");
        rows.forEach(row -> page.append("| ").append(row.code()).append(" | ").append(columns(row.fault())));
    }

    private void vendor(Vendor vendor) {
        Origin origin = Origin.of(new OperationName(vendor.name(), "call"));
        FaultRule.Facts facts = new FaultRule.Facts(origin, null, List.of(), null);
        page.append("\n## ").append(vendor.settings().title()).append(": codes\n\n");
        page.append("| codes | fault | not done | what it means, what to do |\n|---|---|---|---|\n");
        List<Row> codes = new ArrayList<>();
        vendor.codes().forEach((code, rule) -> codes.add(new Row("`" + code + "`", named(vendor, rule.apply(facts)))));
        grouped(codes);
        page.append("\n## ").append(vendor.settings().title()).append(": without a known code\n\n");
        page.append("| answer | fault | not done | what it means, what to do |\n|---|---|---|---|\n");
        List<Row> answers = new ArrayList<>();
        VendorAnswers.faults(vendor).forEach((answer, fault) -> answers.add(new Row(answer, named(vendor, fault))));
        grouped(answers);
    }

    private static Fault named(Vendor vendor, Fault fault) {
        return fault.withRemedy(
                SettingNames.in(fault.remedy(), vendor.settings().prefix()));
    }

    /** Codes with one remedy share a line; the faults are in their own order. */
    private void grouped(List<Row> rows) {
        Map<String, List<Row>> alike = rows.stream()
                .collect(Collectors.groupingBy(row -> columns(row.fault()), LinkedHashMap::new, Collectors.toList()));
        Comparator<List<Row>> byKind =
                Comparator.comparing(group -> group.get(0).fault().kind());
        alike.values().stream().sorted(byKind).forEach(group -> page.append("| ")
                .append(group.stream().map(Row::code).collect(Collectors.joining("; ")))
                .append(" | ")
                .append(columns(group.get(0).fault())));
    }

    private static String columns(Fault fault) {
        return "`" + fault.kind().word() + "` | " + (fault.certainlyNotDone() ? "certain" : "unknown") + " | "
                + cell(fault.remedy()) + " |\n";
    }
}
