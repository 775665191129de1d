package io.rollcall.check;

import io.rollcall.check.CheckTask.Probe;
import io.rollcall.config.FlowConfig;
import io.rollcall.meeting.ProblemSubjects;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What co-host and invite flows need of the vendors whose meetings they look at. */
final class MeetingProbes {
    private final CheckTask run;
    private final Map<String, Application> applications;
    private final Map<String, List<UserId>> listed;

    MeetingProbes(CheckTask run, Map<String, Application> applications, Map<String, List<UserId>> listed) {
        this.run = run;
        this.applications = applications;
        this.listed = listed;
    }

    void plan(List<FlowConfig> flows) {
        for (Application application : applications.values()) {
            String provider = application.name();
            Needs needs = new Needs(
                    provider,
                    of(flows, FlowConfig.CoHost.class)
                            .filter(flow -> run.account(flow.provider()).equals(provider))
                            .toList(),
                    of(flows, FlowConfig.Invite.class)
                            .filter(flow -> run.account(flow.provider()).equals(provider))
                            .toList());
            application.provider().capability(OngoingMeetings.class).ifPresent(meetings -> reads(needs, meetings));
            writes(needs, application);
        }
    }

    private static <F> Stream<F> of(List<FlowConfig> flows, Class<F> type) {
        return flows.stream().filter(type::isInstance).map(type::cast);
    }

    /** The flows that look at the meetings of one account. */
    private record Needs(String account, List<FlowConfig.CoHost> coHosts, List<FlowConfig.Invite> invites) {
        private Stream<FlowConfig.CoHost> looking(FlowConfig.CoHost.Look look) {
            return coHosts.stream().filter(flow -> flow.look() == look);
        }

        List<FlowConfig> askingUsers() {
            return Stream.<FlowConfig>concat(looking(FlowConfig.CoHost.Look.USERS), invites.stream())
                    .toList();
        }

        List<FlowConfig> askingOrganization() {
            return looking(FlowConfig.CoHost.Look.ORGANIZATION)
                    .map(FlowConfig.class::cast)
                    .toList();
        }

        List<FlowConfig> askingMembers() {
            return Stream.concat(askingOrganization().stream(), invites.stream())
                    .toList();
        }
    }

    /** A meeting that an earlier answer named. */
    private static final class Seen {
        private @Nullable MeetingId meeting;

        @Nullable String note(Optional<MeetingId> found) {
            if (meeting == null) {
                meeting = found.orElse(null);
            }
            return null;
        }
    }

    private void reads(Needs needs, OngoingMeetings meetings) {
        Seen seen = new Seen();
        if (!needs.askingUsers().isEmpty()) {
            run.then(() -> ongoing(needs, meetings, seen));
        }
        if (!needs.askingOrganization().isEmpty()) {
            run.then(() -> run.ask(new Probe<>(
                    needs.account(),
                    meetings.organizationMeetings(),
                    Cursor.FIRST,
                    null,
                    CheckTask.names(needs.askingOrganization()),
                    page -> seen.note(page.items().stream().findFirst().map(meeting -> meeting.id())))));
        }
        if (!needs.askingMembers().isEmpty()) {
            run.then(() -> members(needs.account(), CheckTask.names(needs.askingMembers()), meetings, seen));
        }
    }

    private void ongoing(Needs needs, OngoingMeetings meetings, Seen seen) {
        List<String> flows = CheckTask.names(needs.askingUsers());
        Stream<UserId> users = needs.askingUsers().stream().flatMap(flow -> asked(flow).stream());
        users.findFirst()
                .ifPresentOrElse(
                        user -> run.ask(new Probe<>(
                                needs.account(),
                                meetings.ongoingMeetings(),
                                user,
                                ProblemSubjects.user(user),
                                flows,
                                rows -> seen.note(rows.stream().findFirst().map(row -> row.meeting())))),
                        () -> run.leaveOut(
                                needs.account(), meetings.ongoingMeetings().name(), flows, "The flow lists nobody."));
    }

    private List<UserId> asked(FlowConfig flow) {
        return flow instanceof FlowConfig.Invite invite
                ? invite.meetingsOf()
                : Objects.requireNonNullElse(listed.get(flow.name()), List.of());
    }

    private void members(String account, List<String> flows, OngoingMeetings meetings, Seen seen) {
        MeetingId meeting = seen.meeting;
        if (meeting == null) {
            run.leaveOut(
                    account,
                    meetings.members().name(),
                    flows,
                    "No running meeting is known; check again while somebody listed or watched is in one.");
        } else {
            run.ask(new Probe<>(
                    account,
                    meetings.members(),
                    new MeetingPage(meeting, Cursor.FIRST),
                    ProblemSubjects.meeting(meeting),
                    flows,
                    page -> null));
        }
    }

    private void writes(Needs needs, Application application) {
        if (!needs.coHosts().isEmpty()) {
            application
                    .provider()
                    .capability(CoHosts.class)
                    .ifPresent(coHosts -> run.then(
                            () -> run.leaveUndone(coHosts.setCoHosts().name(), CheckTask.names(needs.coHosts()))));
        }
        if (!needs.invites().isEmpty()) {
            application
                    .provider()
                    .capability(Invitations.class)
                    .ifPresent(invitations -> run.then(
                            () -> run.leaveUndone(invitations.invite().name(), CheckTask.names(needs.invites()))));
        }
    }
}
