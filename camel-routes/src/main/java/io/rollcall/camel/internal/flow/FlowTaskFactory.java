package io.rollcall.camel.internal.flow;

import io.rollcall.call.Clocks;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.file.ListFiles;
import io.rollcall.camel.internal.file.OutputWriter;
import io.rollcall.camel.internal.file.RosterFile;
import io.rollcall.check.CheckTask;
import io.rollcall.cohost.CoHostSteps;
import io.rollcall.config.FlowConfig;
import io.rollcall.config.InviteeList;
import io.rollcall.config.ScheduleCost;
import io.rollcall.config.UserList;
import io.rollcall.invite.InviteSteps;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.model.Invitee;
import io.rollcall.model.UserId;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.roster.RosterRun;
import io.rollcall.state.ListFingerprintRepository;
import io.rollcall.task.BudgetedTask;
import io.rollcall.task.FlowTask;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.UserLookup;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Makes runs of the configured flows: reads their lists, picks their providers, opens their output. Thread-safe. */
public final class FlowTaskFactory implements FlowTasks {
    private final FlowRegistry flows;
    private final AccountRegistry accounts;
    private final InstantSource time;
    private final String region;
    private final ListFiles<UserId> users;
    private final ListFiles<Invitee> invitees;

    /**
     * @param fingerprints of the store's list files, read at each use
     * @param region of telephone numbers without a country code
     */
    public FlowTaskFactory(
            FlowRegistry flows,
            AccountRegistry accounts,
            Clocks clocks,
            Supplier<ListFingerprintRepository> fingerprints,
            String region) {
        this.flows = flows;
        this.accounts = accounts;
        this.time = clocks.wall();
        this.region = region;
        this.users = ListFiles.guarded(UserList::parse, fingerprints, clocks);
        this.invitees = ListFiles.of(InviteeList::parse);
    }

    @Override
    public Prepared prepare(FlowConfig flow, Mode mode) {
        List<Problem> problems = new ArrayList<>();
        if (flow instanceof FlowConfig.CoHost coHost) {
            boolean remember = mode != Mode.PLAN;
            List<UserId> listed = listed(coHost, remember, problems);
            Set<UserId> anywhere =
                    coHost.removeUnlisted() ? listedAnywhere(coHost, listed, remember, problems) : Set.of();
            // a list that could not be read, or is empty, must not cost anyone a role
            FlowConfig.CoHost careful = problems.isEmpty() ? coHost : coHost.keepingUnlisted();
            CoHostSteps steps = new CoHostSteps(
                    careful,
                    isActing(mode, coHost.dryRun()),
                    listed,
                    anywhere,
                    capability(coHost.provider(), OngoingMeetings.class),
                    capability(coHost.provider(), CoHosts.class),
                    time,
                    isMetered(coHost.provider()));
            long least = listed.isEmpty()
                    ? 0
                    : ScheduleCost.of(coHost, listed.size(), 1).callsALook();
            MeetingRun run = new MeetingRun(steps, flow.name(), coHost.maxChanges(), isActing(mode, coHost.dryRun()));
            return meetings(run, coHost, coHost.provider(), least, problems);
        } else if (flow instanceof FlowConfig.Invite invite) {
            List<Invitee> all = new ArrayList<>(invite.invitees());
            all.addAll(invitees.read(invite.inviteesFile(), false, problems::add));
            InviteSteps steps = new InviteSteps(
                    invite,
                    all,
                    capability(invite.provider(), OngoingMeetings.class),
                    capability(invite.provider(), Invitations.class),
                    time,
                    region,
                    isMetered(invite.provider()));
            long least = all.isEmpty() ? 0 : ScheduleCost.of(invite, 0, 1).callsALook();
            MeetingRun run = new MeetingRun(steps, flow.name(), invite.maxChanges(), isActing(mode, invite.dryRun()));
            return meetings(run, invite, invite.provider(), least, problems);
        }
        FlowConfig.Roster roster = (FlowConfig.Roster) flow;
        RosterRun steps = new RosterRun(
                roster,
                mode,
                capability(roster.directoryProvider(), DepartmentDirectory.class),
                capability(roster.lookupProvider(), UserLookup.class),
                application(roster.lookupProvider()).id(),
                time::instant);
        FlowTask run = steps;
        for (ScheduleCost cost : ScheduleCost.of(roster, accounts.applications(), 1)) {
            run = budgeted(run, roster, cost.provider(), cost.callsALook());
        }
        return new Prepared(run, null, steps, new RosterFile(), problems);
    }

    private Prepared meetings(MeetingRun run, FlowConfig flow, String provider, long least, List<Problem> problems) {
        return new Prepared(budgeted(run.observing(), flow, provider, least), run, null, OutputWriter.NONE, problems);
    }

    private static boolean isActing(Mode mode, boolean dryRun) {
        return mode != Mode.PLAN && !dryRun;
    }

    private boolean isMetered(String provider) {
        return application(provider).monthlyCalls() != 0;
    }

    private FlowTask budgeted(FlowTask run, FlowConfig flow, String provider, long least) {
        Application application = application(provider);
        return application.monthlyCalls() == 0 || least == 0
                ? run
                : new BudgetedTask(run, flow, application, least, time);
    }

    /** A check of all configured flows, whether enabled or not. */
    public CheckTask check() {
        List<Problem> problems = new ArrayList<>();
        Map<String, List<UserId>> listed = new HashMap<>();
        for (FlowConfig flow : flows.all()) {
            if (flow instanceof FlowConfig.CoHost coHost) {
                listed.put(flow.name(), listed(coHost, false, problems));
            } else if (flow instanceof FlowConfig.Invite invite) {
                invitees.read(invite.inviteesFile(), false, problems::add);
            }
        }
        return new CheckTask(
                accounts.applications(),
                account -> accounts.application(account).map(Application::name).orElse(account),
                List.copyOf(flows.all()),
                listed,
                problems,
                time);
    }

    private List<UserId> listed(FlowConfig.CoHost flow, boolean remember, List<Problem> problems) {
        Set<UserId> listed = new LinkedHashSet<>(flow.users());
        listed.addAll(users.read(flow.usersFile(), remember, problems::add));
        return List.copyOf(listed);
    }

    /** Everybody on the list of this or any enabled co-host flow. */
    private Set<UserId> listedAnywhere(
            FlowConfig.CoHost here, List<UserId> listed, boolean remember, List<Problem> problems) {
        Set<UserId> anywhere = new HashSet<>(listed);
        for (FlowConfig flow : flows.all()) {
            if (flow instanceof FlowConfig.CoHost coHost
                    && coHost.enabled()
                    && !coHost.name().equals(here.name())) {
                anywhere.addAll(listed(coHost, remember, problems));
            }
        }
        return anywhere;
    }

    private <C> C capability(String provider, Class<C> type) {
        return application(provider).provider().capability(type).orElseThrow();
    }

    private Application application(String provider) {
        return accounts.application(provider)
                .orElseThrow(() -> new IllegalStateException("a flow's account is not configured"));
    }
}
