package io.rollcall.tell;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.report.UnreadMeetings;
import io.rollcall.tell.dingtalk.DingTalkRobot;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports and channels as tests write them. */
public final class Reports {
    /** 16:00 in Shanghai. */
    public static final Instant NOON = Instant.parse("2026-11-20T08:00:00Z");

    private Reports() {}

    public static Channel channel(ChannelKind kind, String url, When when) {
        return new Channel(
                "ops",
                kind,
                Secret.of(url),
                null,
                when,
                Duration.ofMinutes(10),
                0,
                Language.ENGLISH,
                List.of(),
                false,
                null,
                null,
                null);
    }

    public static Channel channel(When when) {
        return channel(new DingTalkRobot(), "https://oapi.dingtalk.com/robot/send?access_token=T0KEN", when);
    }

    public static Channel in(Channel channel, Language language) {
        return changed(
                channel,
                channel.secret(),
                language,
                channel.mention(),
                channel.names(),
                channel.quiet(),
                channel.keyword());
    }

    public static Channel quiet(Channel channel, String hours) {
        return changed(
                channel,
                channel.secret(),
                channel.language(),
                channel.mention(),
                channel.names(),
                QuietHours.parse(hours),
                channel.keyword());
    }

    public static Channel with(Channel channel, String secret, List<String> mention, String keyword, boolean names) {
        return changed(
                channel,
                secret == null ? null : Secret.of(secret),
                channel.language(),
                mention,
                names,
                channel.quiet(),
                keyword);
    }

    public static Channel every(Channel channel, Duration every) {
        return new Channel(
                channel.name(),
                channel.kind(),
                channel.url(),
                channel.secret(),
                channel.when(),
                every,
                channel.mostAMonth(),
                channel.language(),
                channel.mention(),
                channel.names(),
                channel.quiet(),
                channel.keyword(),
                channel.account());
    }

    private static Channel changed(
            Channel channel,
            @Nullable Secret secret,
            Language language,
            List<String> mention,
            boolean names,
            @Nullable QuietHours quiet,
            @Nullable String keyword) {
        return new Channel(
                channel.name(),
                channel.kind(),
                channel.url(),
                secret,
                channel.when(),
                channel.every(),
                channel.mostAMonth(),
                language,
                mention,
                names,
                quiet,
                keyword,
                channel.account());
    }

    public static FlowReport run(String flow, RunOutcome outcome, List<Problem> problems, List<Change> changes) {
        return run(flow, "cohost", new RunResult(outcome, problems, changes, List.of(), null));
    }

    private static FlowReport run(String flow, String type, RunResult result) {
        return new FlowReport(
                flow, type, Mode.RUN, Trigger.SCHEDULE, result, NOON, Duration.ofMillis(400), Map.of(), 0);
    }

    public static FlowReport fine(String flow) {
        return run(flow, RunOutcome.COMPLETE, List.of(), List.of());
    }

    public static FlowReport changed(String flow, int people) {
        return run(
                flow,
                RunOutcome.COMPLETE,
                List.of(),
                java.util.stream.IntStream.rangeClosed(1, people)
                        .mapToObj(number -> promoted("UN" + number))
                        .toList());
    }

    public static Change promoted(String user) {
        return change(user, Change.Status.DONE);
    }

    public static Change change(String user, Change.Status status) {
        return new Change(
                Change.Action.PROMOTE, new MeetingId("m1"), new UserId(user), null, Change.Reason.LISTED, status);
    }

    public static FlowReport ofEvent(FlowReport report) {
        return changed(report, Trigger.EVENT, report.result());
    }

    public static FlowReport leavingOut(FlowReport report, UnreadMeetings unread) {
        RunResult result = report.result();
        return changed(
                report,
                report.trigger(),
                new RunResult(
                        result.outcome(),
                        result.problems(),
                        result.changes(),
                        result.unchanged(),
                        result.roster(),
                        unread));
    }

    private static FlowReport changed(FlowReport report, Trigger trigger, RunResult result) {
        return new FlowReport(
                report.flow(),
                report.type(),
                report.mode(),
                trigger,
                result,
                report.startedAt(),
                report.duration(),
                report.calls(),
                report.meteredCalls());
    }

    public static FlowReport failed(String flow, Problem... problems) {
        return run(flow, RunOutcome.FAILED, List.of(problems), List.of());
    }

    public static Problem permission(String subject) {
        return new Problem(
                subject,
                Fault.Kind.PERMISSION,
                "Forbidden.AccessDenied",
                "R1",
                "The application lacks the permission VideoConference.Conference.Read. Grant it in the developer console.");
    }

    public static Problem server(String subject) {
        return new Problem(subject, Fault.Kind.SERVER, "503", null, "The server failed. Rollcall tries again.");
    }

    public static FlowReport roster(String flow, RosterResult.Changed changed) {
        return run(
                flow,
                "roster",
                new RunResult(
                        RunOutcome.COMPLETE,
                        List.of(),
                        List.of(),
                        List.of(),
                        new RosterResult(
                                4,
                                20_000,
                                new RosterResult.Lookups(0, 0, 0, 0, 0, 0),
                                "people.ndjson",
                                changed,
                                null,
                                List.of())));
    }
}
