package io.rollcall.cohost;

import io.rollcall.budget.ScheduleCost;
import io.rollcall.check.Probes;
import io.rollcall.flow.BudgetedTask;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.ListReader;
import io.rollcall.flow.PreparedRun;
import io.rollcall.flow.RunContext;
import io.rollcall.meeting.MeetingProbes;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 */
public record CoHostConfig(
        Common common,
        String provider,
        List<UserId> users,
        @Nullable Path usersFile,
        Look look,
        boolean includeExternal,
        boolean includePhone,
        boolean removeUnlisted,
        int maxChanges,
        boolean dryRun,
        @Nullable Secret approval)
        implements FlowConfig {
    /** A flow that needs no approval. */
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
                users,
                usersFile,
                look,
                includeExternal,
                includePhone,
                removeUnlisted,
                maxChanges,
                dryRun,
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
    public PreparedRun prepare(RunContext context) {
        List<Problem> problems = new ArrayList<>();
        List<UserId> listed = listed(context, problems::add);
        Set<UserId> anywhere = removeUnlisted ? listedAnywhere(listed, context, problems::add) : Set.of();
        CoHostSteps steps = new CoHostSteps(
                // a list that cannot be read, or is empty, must not remove a role
                problems.isEmpty() ? this : withoutRemovals(),
                context.isActing(dryRun),
                listed,
                anywhere,
                context.capability(provider, OngoingMeetings.class),
                context.capability(provider, CoHosts.class),
                context.clock(),
                context.isMetered(provider));
        long least = listed.isEmpty() ? 0 : cost(listed.size(), 1).callsPerRun();
        MeetingRun run = new MeetingRun(steps, name(), maxChanges, context.isActing(dryRun));
        return new PreparedRun(BudgetedTask.limit(run.observing(), this, provider, least, context), run, problems);
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
                approval);
    }

    private List<UserId> listed(ListReader lists, Consumer<Problem> problems) {
        Set<UserId> listed = new LinkedHashSet<>(users);
        listed.addAll(lists.read(UserList.FORMAT, usersFile, problems));
        return List.copyOf(listed);
    }

    /** All users on the list of this or any other enabled co-host flow. */
    private Set<UserId> listedAnywhere(List<UserId> listed, RunContext context, Consumer<Problem> problems) {
        Set<UserId> anywhere = new HashSet<>(listed);
        for (FlowConfig flow : context.flows()) {
            if (flow instanceof CoHostConfig other
                    && other.enabled()
                    && !other.name().equals(name())) {
                anywhere.addAll(other.listed(context, problems));
            }
        }
        return anywhere;
    }

    @Override
    public void addProbes(RunContext context, Probes probes) {
        MeetingProbes meetings = probes.of(MeetingProbes.class, MeetingProbes::new);
        List<UserId> listed = listed(context, probes::problem);
        if (look == Look.USERS) {
            meetings.addUsers(provider, name(), listed);
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
