package io.rollcall.flow;

import io.rollcall.budget.ScheduleCost;
import io.rollcall.check.Probes;
import io.rollcall.model.UserId;
import io.rollcall.schedule.Schedule;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One configured flow. Immutable and thread-safe. */
public interface FlowConfig {

    /** What it has like every other flow. */
    Common common();

    /** The directory that it reads; empty if it reads none. */
    default Optional<DirectoryUse> directory() {
        return Optional.empty();
    }

    /** The people whose roles it manages, as far as their ids are known without a look-up. */
    default Set<UserId> managedUsers(ListReader lists) {
        return Set.of();
    }

    /** The word for the flow's type. */
    String type();

    /** The flow's name, as in its keys. */
    default String name() {
        return common().name();
    }

    /** When it runs; null where it has no schedule and runs only when asked to. */
    default @Nullable Schedule schedule() {
        return common().schedule();
    }

    /** Whether {@code run} without names starts it. */
    default boolean enabled() {
        return common().enabled();
    }

    /** Whether it runs as soon as it is started on a schedule: as configured, or with a period or a plan but not with cron. */
    default boolean runsAtStart(Schedule schedule) {
        Boolean configured = common().atStart();
        return configured == null ? !(schedule instanceof Schedule.Cron) : configured;
    }

    /** The most metered calls that a run may make. */
    default long maxCalls() {
        return common().maxCalls();
    }

    /** The Camel URI to which its events are sent; null if there is none. */
    default @Nullable Secret notification() {
        return common().notification();
    }

    /** The names of the channels that tell people about it. */
    default List<String> tell() {
        return common().tell();
    }

    /** The Camel URI that approves its plans; null if no approval is needed. */
    default @Nullable Secret approval() {
        return null;
    }

    /** The key of one of its settings, for messages. */
    default String key(String setting) {
        return prefix(name()) + setting;
    }

    /** The key that limits the metered calls of a run, for messages. */
    default String maxCallsKey() {
        return key("max-calls");
    }

    /** The prefix of a flow's keys, its last dot included. */
    static String prefix(String flow) {
        return "rollcall.flow." + flow + ".";
    }

    /** How long a run may take; a longer one is stopped. */
    default Duration maxDuration() {
        Duration configured = common().maxDuration();
        return configured == null ? usualMaxDuration() : configured;
    }

    /** How long a run of this type may take where nothing is configured. */
    default Duration usualMaxDuration() {
        return FlowType.USUAL_MAX_DURATION;
    }

    /** The names of the accounts that its runs ask, each once. */
    List<String> accounts();

    /** Which events of meetings concern it; empty for a flow that takes none. */
    default Optional<EventInterest> events() {
        return Optional.empty();
    }

    /** Whether the configuration says that it takes events, so that an account without them is a mistake. */
    default boolean requiresEvents() {
        return false;
    }

    /** Whether no other flow of this kind may act on the same hints at the same time. */
    default boolean actsOnHintsAlone() {
        return false;
    }

    /** Whether events about the directory's people and departments start runs of it. */
    default boolean takesDirectoryEvents() {
        return false;
    }

    /** Whether events start runs of it: it takes them, and one of its accounts receives them. */
    default boolean takesEvents(Map<String, Application> applications) {
        return (events().isPresent() || takesDirectoryEvents())
                && accounts().stream()
                        .map(applications::get)
                        .anyMatch(application -> application != null && application.receivesEvents());
    }

    /** Whether its route has the steps {@code observe}, {@code plan} and {@code apply}; otherwise it has one step, {@code write}. */
    default boolean changesMeetings() {
        return false;
    }

    /**
     * How much longer than until the next poll a person may wait who joins a meeting late, because with {@code schedule=auto} not
     * every poll reads every meeting; zero where each does.
     *
     * @param metered whether its calls are
     */
    default Duration longestDistance(boolean metered) {
        return Duration.ZERO;
    }

    /** Prepares a run: reads its lists and chooses its providers. */
    PreparedRun prepare(RunContext context);

    /** Adds what a check tries for this flow. */
    void addProbes(RunContext context, Probes probes);

    /**
     * What its polls cost in metered calls, for each account that is asked; one that costs nothing where all are free.
     *
     * @param lists reads the files of the flow
     * @param applications by account name; only those that are configured
     * @param polls how often it runs in 30 days
     */
    List<ScheduleCost> costs(ListReader lists, Map<String, Application> applications, long polls);

    /** Who or what waits for the next run, as the subject of a sentence, for example {@code a co-host}. */
    String waiting();

    /** The same flow, whose next run accepts a result that was quarantined; empty for a type that quarantines nothing. */
    default Optional<FlowConfig> accepting() {
        return Optional.empty();
    }

    /**
     * What every flow has.
     *
     * @param name as in its keys
     * @param schedule null where it runs only when asked to
     * @param enabled whether {@code run} without names starts it
     * @param notification the Camel URI to which its events are sent; null if there is none
     * @param maxDuration how long a run may take; null for what is usual for the flow's type
     * @param atStart whether it also runs at its start; null for the default of its schedule
     * @param maxCalls the most metered calls that a run may make
     * @param tell the names of the channels that tell people about it
     */
    record Common(
            String name,
            @Nullable Schedule schedule,
            boolean enabled,
            @Nullable Secret notification,
            @Nullable Duration maxDuration,
            @Nullable Boolean atStart,
            long maxCalls,
            List<String> tell) {
        /** How many metered calls a run may make where nothing else is configured. */
        public static final long USUAL_CALLS = 500;

        /** A flow with the limits that are usual for its type. */
        public Common(String name, @Nullable Schedule schedule, boolean enabled, @Nullable Secret notification) {
            this(name, schedule, enabled, notification, null, null, USUAL_CALLS);
        }

        /** A flow that tells no one. */
        public Common(
                String name,
                @Nullable Schedule schedule,
                boolean enabled,
                @Nullable Secret notification,
                @Nullable Duration maxDuration,
                @Nullable Boolean atStart,
                long maxCalls) {
            this(name, schedule, enabled, notification, maxDuration, atStart, maxCalls, List.of());
        }

        public Common {
            tell = List.copyOf(tell);
        }
    }
}
