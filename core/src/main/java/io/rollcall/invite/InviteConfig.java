package io.rollcall.invite;

import io.rollcall.budget.ScheduleCost;
import io.rollcall.check.Probes;
import io.rollcall.flow.BudgetedTask;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.ListReader;
import io.rollcall.flow.PreparedRun;
import io.rollcall.flow.RunContext;
import io.rollcall.meeting.MeetingProbes;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.model.Invitee;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flow that invites the missing people.
 *
 * @param provider the account whose meetings it reads and changes
 * @param meetingsOf the users whose running meetings are watched
 * @param invitees listed in the configuration itself: users first, then phones
 * @param inviteesFile a CSV file with more of them, read again at every run; null if there is none
 * @param operator the user on whose behalf people are invited; null if none is configured
 * @param approval the Camel URI that approves plans; null if none is needed
 */
public record InviteConfig(
        Common common,
        String provider,
        List<UserId> meetingsOf,
        List<Invitee> invitees,
        @Nullable Path inviteesFile,
        @Nullable UserId operator,
        int maxChanges,
        boolean dryRun,
        @Nullable Secret approval)
        implements FlowConfig {
    /** A flow that needs no approval. */
    public InviteConfig(
            Common common,
            String provider,
            List<UserId> meetingsOf,
            List<Invitee> invitees,
            @Nullable Path inviteesFile,
            @Nullable UserId operator,
            int maxChanges,
            boolean dryRun) {
        this(common, provider, meetingsOf, invitees, inviteesFile, operator, maxChanges, dryRun, null);
    }

    public InviteConfig {
        meetingsOf = List.copyOf(meetingsOf);
        invitees = List.copyOf(invitees);
    }

    @Override
    public String type() {
        return InviteFlowType.WORD;
    }

    @Override
    public List<String> accounts() {
        return List.of(provider);
    }

    @Override
    public String waiting() {
        return "an invited person";
    }

    @Override
    public boolean changesMeetings() {
        return true;
    }

    @Override
    public PreparedRun prepare(RunContext context) {
        List<Problem> problems = new ArrayList<>();
        List<Invitee> all = new ArrayList<>(invitees);
        all.addAll(context.read(InviteeList.FORMAT, inviteesFile, problems::add));
        InviteSteps steps = new InviteSteps(
                this,
                all,
                context.capability(provider, OngoingMeetings.class),
                context.capability(provider, Invitations.class),
                context.clock(),
                context.phoneRegion(),
                context.isMetered(provider));
        long least = all.isEmpty() ? 0 : cost(1).callsPerRun();
        MeetingRun run = new MeetingRun(steps, name(), maxChanges, context.isActing(dryRun));
        return new PreparedRun(BudgetedTask.limit(run.observing(), this, provider, least, context), run, problems);
    }

    @Override
    public void addProbes(RunContext context, Probes probes) {
        context.read(InviteeList.FORMAT, inviteesFile, probes::problem);
        MeetingProbes meetings = probes.of(MeetingProbes.class, MeetingProbes::new);
        meetings.addUsers(provider, name(), meetingsOf);
        meetings.addMembers(provider, name());
        meetings.addWrite(provider, name(), Invitations.class, Invitations::invite);
    }

    @Override
    public List<ScheduleCost> costs(ListReader lists, Map<String, Application> applications, long polls) {
        return List.of(cost(polls));
    }

    private ScheduleCost cost(long polls) {
        int watched = meetingsOf.size();
        return ScheduleCost.perMeeting(name(), provider, ScheduleCost.count(watched, "watched user"), watched, polls);
    }
}
