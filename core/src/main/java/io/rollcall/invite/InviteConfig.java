package io.rollcall.invite;

import io.rollcall.budget.ScheduleCost;
import io.rollcall.check.Probes;
import io.rollcall.flow.BudgetedTask;
import io.rollcall.flow.EventInterest;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.ListReader;
import io.rollcall.flow.PreparedRun;
import io.rollcall.flow.RunContext;
import io.rollcall.hint.Hints;
import io.rollcall.meeting.MeetingProbes;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.model.Invitee;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.UserId;
import io.rollcall.people.LaterSteps;
import io.rollcall.people.LookupTask;
import io.rollcall.people.PeopleLookup;
import io.rollcall.people.PeopleProbes;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
 * @param wantsEvents whether it takes events, as configured; null for where its account receives them
 */
public record InviteConfig(
        Common common,
        String provider,
        List<PersonEntry> meetingsOf,
        List<InviteeEntry> invitees,
        @Nullable Path inviteesFile,
        @Nullable PersonEntry operator,
        int maxChanges,
        boolean dryRun,
        @Nullable Secret approval,
        @Nullable Boolean wantsEvents)
        implements FlowConfig {
    /** A flow that lists ids and phones, needs no approval and takes events where its account receives them. */
    public InviteConfig(
            Common common,
            String provider,
            List<UserId> meetingsOf,
            List<Invitee> invitees,
            @Nullable Path inviteesFile,
            @Nullable UserId operator,
            int maxChanges,
            boolean dryRun) {
        this(
                common,
                provider,
                meetingsOf.stream().<PersonEntry>map(PersonEntry.Known::new).toList(),
                invitees.stream().<InviteeEntry>map(InviteeEntry.Known::new).toList(),
                inviteesFile,
                operator == null ? null : new PersonEntry.Known(operator),
                maxChanges,
                dryRun,
                null,
                null);
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
    public Optional<EventInterest> events() {
        return Boolean.FALSE.equals(wantsEvents) ? Optional.empty() : Optional.of(new InviteInterest(this));
    }

    @Override
    public boolean requiresEvents() {
        return Boolean.TRUE.equals(wantsEvents);
    }

    @Override
    public PreparedRun prepare(RunContext context) {
        List<Problem> problems = new ArrayList<>();
        PeopleLookup lookup = context.lookup();
        ListedPeople listed = listed(context, problems::add);
        listed.addTo(lookup);
        LaterSteps steps = new LaterSteps();
        MeetingRun run = new MeetingRun(steps, name(), maxChanges, context.isActing(dryRun));
        LookupTask first = new LookupTask(lookup, run, steps, () -> {
            ListedPeople.Found people = listed.found(lookup);
            return new LookupTask.Prepared(
                    steps(context, people),
                    BudgetedTask.limit(run.observing(), this, provider, least(context.hints(), people), context));
        });
        return new PreparedRun(first, run, problems);
    }

    private ListedPeople listed(RunContext context, Consumer<Problem> problems) {
        return new ListedPeople(this, context.read(InviteeList.FORMAT, inviteesFile, problems));
    }

    private InviteSteps steps(RunContext context, ListedPeople.Found people) {
        return new InviteSteps(
                this,
                context.hints(),
                people,
                context.capability(provider, OngoingMeetings.class),
                context.capability(provider, Invitations.class),
                context.clock(),
                context.phoneRegion(),
                context.isMetered(provider));
    }

    private long least(Hints hints, ListedPeople.Found people) {
        if (people.invitees().isEmpty()) {
            return 0;
        }
        return hints.isEmpty()
                ? cost(people.watched().size(), 1).callsPerRun()
                : hints.reads().size();
    }

    @Override
    public void addProbes(RunContext context, Probes probes) {
        ListedPeople listed = listed(context, probes::problem);
        // before the calls that need the people
        PeopleProbes people = probes.of(PeopleProbes.class, () -> new PeopleProbes(context::lookup));
        people.add(provider, name(), listed::addTo);
        MeetingProbes meetings = probes.of(MeetingProbes.class, MeetingProbes::new);
        meetings.addUsers(
                provider, name(), () -> listed.found(people.lookup(provider)).watched());
        meetings.addMembers(provider, name());
        meetings.addWrite(provider, name(), Invitations.class, Invitations::invite);
    }

    @Override
    public List<ScheduleCost> costs(ListReader lists, Map<String, Application> applications, long polls) {
        return List.of(cost(meetingsOf.size(), polls));
    }

    private ScheduleCost cost(int watched, long polls) {
        return ScheduleCost.perMeeting(name(), provider, ScheduleCost.count(watched, "watched user"), watched, polls);
    }
}
