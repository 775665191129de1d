package io.rollcall.flow;

import io.rollcall.hint.Hints;
import io.rollcall.meeting.ChangesUnderWay;
import io.rollcall.meeting.MemberReads;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.UserId;
import io.rollcall.people.PeopleLookup;
import io.rollcall.people.PeopleMemory;
import io.rollcall.report.Mode;
import io.rollcall.vendor.Application;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a flow is given to prepare a run or a check. Used by one thread. */
public interface RunContext extends ListReader, PeopleLookup.Directories {

    /** How the flow runs. A check is a {@link Mode#PLAN}. */
    Mode mode();

    /** Whether a run changes anything, at a vendor or in the store. */
    default boolean isActing(boolean dryRun) {
        return mode() != Mode.PLAN && !dryRun;
    }

    /** What events told, in place of a poll's reads; {@link Hints#NONE} for a poll. */
    default Hints hints() {
        return Hints.NONE;
    }

    /** What earlier polls of the flow read, for a poll that need not read every meeting; empty for one that must. */
    default Optional<MemberReads> memberReads(FlowConfig flow) {
        return Optional.empty();
    }

    /** For whom runs in this process are making changes now. */
    ChangesUnderWay changesUnderWay();

    /** Whom this process has looked up. */
    PeopleMemory people();

    /** A look-up of people whom lists do not name by their ids; a run that events start makes no look-up. */
    default PeopleLookup lookup() {
        return new PeopleLookup(this, people(), !hints().isEmpty());
    }

    @Override
    default Optional<UserId> known(String account, PersonEntry entry) {
        return entry instanceof PersonEntry.LookedUp lookedUp
                ? people().last(application(account).id(), lookedUp.person())
                : ListReader.super.known(account, entry);
    }

    @Override
    default List<String> rosters(Application application) {
        return flows().stream()
                .filter(flow -> !flow.changesMeetings())
                .filter(flow -> flow.accounts().stream()
                        .anyMatch(account -> application(account).id().equals(application.id())))
                .map(FlowConfig::name)
                .toList();
    }

    /** All configured flows, disabled ones included. */
    Collection<FlowConfig> flows();

    @Override
    InstantSource clock();

    @Override
    String phoneRegion();

    /**
     * The application of an account that the flow names.
     *
     * @throws IllegalStateException where the account is not configured
     */
    @Override
    Application application(String account);

    /** A capability of an account that the flow names. */
    default <C> C capability(String account, Class<C> type) {
        return application(account).provider().capability(type).orElseThrow();
    }

    /** Whether an account's calls are metered, so that {@code max-calls} counts. */
    default boolean isMetered(String account) {
        return application(account).monthlyCalls() != 0;
    }
}
