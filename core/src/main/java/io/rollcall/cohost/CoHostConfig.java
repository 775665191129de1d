package io.rollcall.cohost;

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
import io.rollcall.meeting.MemberReads;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.UserId;
import io.rollcall.people.LaterSteps;
import io.rollcall.people.LookupTask;
import io.rollcall.people.PeopleLookup;
import io.rollcall.people.PeopleProbes;
import io.rollcall.report.Problem;
import io.rollcall.schedule.Schedule;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A flow that keeps the listed people co-hosts.
 *
 * @param provider the account whose meetings it reads and changes
 * @param users listed in the configuration itself
 * @param usersFile a file with more of them, read again at every run; null if there is none
 * @param maxChanges the most changes that a run may make
 * @param approval the Camel URI that approves plans; null if none is needed
 * @param wantsEvents whether it takes events, as configured; null for where its account receives them
 */
public record CoHostConfig(
        Common common,
        String provider,
        List<PersonEntry> users,
        @Nullable Path usersFile,
        Look look,
        boolean includeExternal,
        boolean includePhone,
        boolean removeUnlisted,
        int maxChanges,
        boolean dryRun,
        @Nullable Secret approval,
        @Nullable Boolean wantsEvents)
        implements FlowConfig {
    /** A flow that lists ids, needs no approval and takes events where its account receives them. */
    public CoHostConfig(
            Common common,
            String provider,
            List<UserId> users,
            @Nullable Path usersFile,
            Look look,
            boolean includeExternal,
            boolean includePhone,
            boolean removeUnlisted,
            int maxChanges,
            boolean dryRun) {
        this(
                common,
                provider,
                users.stream().<PersonEntry>map(PersonEntry.Known::new).toList(),
                usersFile,
                look,
                includeExternal,
                includePhone,
                removeUnlisted,
                maxChanges,
                dryRun,
                null,
                null);
    }

    public CoHostConfig {
        users = List.copyOf(users);
    }

    /** Which meetings a co-host flow reads. */
    public enum Look {
        /** Reads the meetings of each listed user. */
        USERS,
        /** Reads all running meetings and their participants. */
        ORGANIZATION
    }

    @Override
    public String type() {
        return CoHostFlowType.WORD;
    }

    @Override
    public List<String> accounts() {
        return List.of(provider);
    }

    @Override
    public String waiting() {
        return "a co-host";
    }

    @Override
    public boolean changesMeetings() {
        return true;
    }

    @Override
    public Optional<EventInterest> events() {
        return Boolean.FALSE.equals(wantsEvents) ? Optional.empty() : Optional.of(new CoHostInterest(this));
    }

    @Override
    public boolean requiresEvents() {
        return Boolean.TRUE.equals(wantsEvents);
    }

    @Override
    public Duration longestDistance(boolean metered) {
        // a role is removed only after a complete observation
        return metered && schedule() instanceof Schedule.Auto && look == Look.ORGANIZATION && !removeUnlisted
                ? MemberReads.LONGEST
                : Duration.ZERO;
    }

    private @Nullable MemberReads memberReads(RunContext context) {
        return longestDistance(context.isMetered(provider)).isZero()
                ? null
                : context.memberReads(this).orElse(null);
    }

    /** Two flows that list one person would otherwise promote that person twice; invitations are claimed in the store instead. */
    @Override
    public boolean actsOnHintsAlone() {
        return !dryRun;
    }

    @Override
    public PreparedRun prepare(RunContext context) {
        List<Problem> problems = new ArrayList<>();
        PeopleLookup lookup = context.lookup();
        ListedUsers listed = listed(context, problems::add);
        listed.addTo(lookup);
        Hints hints = context.hints();
        List<ListedUsers> others =
                removeUnlisted && hints.isEmpty() ? listedElsewhere(context, problems::add) : List.of();
        others.forEach(other -> other.addTo(lookup));
        LaterSteps steps = new LaterSteps();
        MeetingRun run = new MeetingRun(steps, name(), maxChanges, context.isActing(dryRun));
        LookupTask first = new LookupTask(lookup, run, steps, () -> {
            boolean sound = problems.isEmpty() && lookup.problems().isEmpty();
            List<UserId> users = listed.users(lookup);
            Set<UserId> anywhere = new HashSet<>(users);
            others.forEach(other -> anywhere.addAll(other.users(lookup)));
            return new LookupTask.Prepared(
                    steps(context, sound, users, removeUnlisted && hints.isEmpty() ? anywhere : Set.of()),
                    BudgetedTask.limit(run.observing(), this, provider, least(hints, users), context));
        });
        return new PreparedRun(first, run, problems);
    }

    /** @param sound whether everyone on the lists is known: otherwise no one may lose a role */
    private CoHostSteps steps(RunContext context, boolean sound, List<UserId> users, Set<UserId> anywhere) {
        return new CoHostSteps(
                sound ? this : withoutRemovals(),
                context.hints(),
                memberReads(context),
                context.isActing(dryRun),
                users,
                anywhere,
                context.capability(provider, OngoingMeetings.class),
                context.capability(provider, CoHosts.class),
                context.changesUnderWay(),
                context.clock(),
                context.isMetered(provider),
                takesEvents(Map.of(provider, context.application(provider))));
    }

    private long least(Hints hints, List<UserId> users) {
        if (users.isEmpty()) {
            return 0;
        }
        return hints.isEmpty()
                ? cost(users.size(), 1).callsPerRun()
                : hints.reads().size();
    }

    private CoHostConfig withoutRemovals() {
        return new CoHostConfig(
                common,
                provider,
                users,
                usersFile,
                look,
                includeExternal,
                includePhone,
                false,
                maxChanges,
                dryRun,
                approval,
                wantsEvents);
    }

    ListedUsers listed(ListReader lists, Consumer<Problem> problems) {
        return new ListedUsers(this, lists.read(UserList.FORMAT, usersFile, problems));
    }

    @Override
    public Set<UserId> managedUsers(ListReader lists) {
        return listed(lists, problem -> {}).known(lists);
    }

    /** The lists of the other enabled co-host flows. */
    private List<ListedUsers> listedElsewhere(RunContext context, Consumer<Problem> problems) {
        List<ListedUsers> elsewhere = new ArrayList<>();
        for (FlowConfig flow : context.flows()) {
            if (flow instanceof CoHostConfig other
                    && other.enabled()
                    && !other.name().equals(name())) {
                elsewhere.add(other.listed(context, problems));
            }
        }
        return elsewhere;
    }

    @Override
    public void addProbes(RunContext context, Probes probes) {
        ListedUsers listed = listed(context, probes::problem);
        // before the calls that need the people
        PeopleProbes people = probes.of(PeopleProbes.class, () -> new PeopleProbes(context::lookup));
        people.add(provider, name(), listed::addTo);
        MeetingProbes meetings = probes.of(MeetingProbes.class, MeetingProbes::new);
        if (look == Look.USERS) {
            meetings.addUsers(provider, name(), () -> listed.users(people.lookup(provider)));
        } else {
            meetings.addOrganization(provider, name());
            meetings.addMembers(provider, name());
        }
        meetings.addWrite(provider, name(), CoHosts.class, CoHosts::setCoHosts);
    }

    @Override
    public List<ScheduleCost> costs(ListReader lists, Map<String, Application> applications, long polls) {
        return List.of(cost(listed(lists, problem -> {}).size(), polls));
    }

    private ScheduleCost cost(int listed, long polls) {
        return look == Look.ORGANIZATION
                ? ScheduleCost.perMeeting(name(), provider, "1 call", 1, polls)
                : new ScheduleCost(
                        name(),
                        provider,
                        ScheduleCost.count(listed, "user"),
                        listed,
                        ScheduleCost.Accuracy.EXACT,
                        polls);
    }
}
