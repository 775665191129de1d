package io.rollcall.report;

import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reports to write. */
final class Reports {
    private Reports() {}

    static final Map<OperationName, Long> CALLS = Map.of(
            call("dingtalk", "set-co-hosts"),
            1L,
            call("dingtalk", "ongoing-meetings"),
            4L,
            call("dingtalk", "token"),
            1L);

    static OperationName call(String vendor, String call) {
        return new OperationName(vendor, call);
    }

    static FlowReport cohost(Mode mode, RunResult result) {
        return cohost(mode, mode == Mode.RUN ? Trigger.SCHEDULE : Trigger.CALLER, result);
    }

    static FlowReport cohost(Mode mode, Trigger trigger, RunResult result) {
        return new FlowReport(
                "board",
                "cohost",
                mode,
                trigger,
                result,
                Instant.parse("2026-11-20T08:00:00.123456Z"),
                Duration.ofMillis(412),
                CALLS,
                5);
    }

    static FlowReport roster(RunResult result, Duration took) {
        return new FlowReport(
                "company",
                "roster",
                Mode.ONCE,
                Trigger.CALLER,
                result,
                Instant.parse("2026-11-20T08:00:00Z"),
                took,
                Map.of(
                        call("huawei", "user-details"), 100L,
                        call("huawei", "token"), 1L,
                        call("dingtalk", "sub-departments"), 400L,
                        call("dingtalk", "department-users"), 450L,
                        call("dingtalk", "token"), 1L,
                        call("dingtalk", "zz-new"), 1L),
                0);
    }

    /** The example of the public interface. */
    static RunResult example() {
        return new RunResult(
                RunOutcome.INCOMPLETE,
                List.of(new Problem(
                        "user UN9",
                        Fault.Kind.BAD_REQUEST,
                        "param.error",
                        "7A1-3",
                        "The vendor does not know this user. Check the unionId in rollcall.flow.board.users.")),
                List.of(promote("UN2", Change.Status.DONE)),
                List.of(
                        alone("c1", "UN3", Unchanged.Reason.ALREADY_CO_HOST),
                        alone(null, "UN4", Unchanged.Reason.IN_NO_MEETING)),
                null);
    }

    static Change promote(String user, Change.Status status) {
        return new Change(
                Change.Action.PROMOTE, new MeetingId("c1"), new UserId(user), null, Change.Reason.LISTED, status);
    }

    static Change call(String phone, Change.Status status) {
        return new Change(
                Change.Action.INVITE,
                new MeetingId("c1"),
                null,
                new PhoneNumber(phone),
                Change.Reason.NOT_IN_MEETING,
                status);
    }

    static Unchanged alone(String meeting, String user, Unchanged.Reason reason) {
        return new Unchanged(meeting == null ? null : new MeetingId(meeting), new UserId(user), null, reason);
    }

    static RunResult meetings(RunOutcome outcome, List<Change> changes, List<Unchanged> unchanged) {
        return new RunResult(outcome, List.of(), changes, unchanged, null);
    }
}
