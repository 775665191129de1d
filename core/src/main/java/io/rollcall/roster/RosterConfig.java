package io.rollcall.roster;

import io.rollcall.budget.ScheduleCost;
import io.rollcall.check.Probes;
import io.rollcall.find.DepartmentSearch;
import io.rollcall.flow.BudgetedTask;
import io.rollcall.flow.DirectoryUse;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.ListReader;
import io.rollcall.flow.PreparedRun;
import io.rollcall.flow.RunContext;
import io.rollcall.hint.DirectoryMarks;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentReference;
import io.rollcall.model.Person;
import io.rollcall.task.FlowTask;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.UserLookup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A flow that writes the joined directory.
 *
 * @param departments the departments to start with; at least one
 * @param language the word of the directory's vendor for the language; empty where it has none
 * @param directoryOptions what only the directory's vendor understands, by the names of its settings
 * @param output where the roster goes
 * @param writtenAs the same path as the configuration spells it, for reports
 * @param csvExcel whether cells of CSV are protected from spreadsheets that would change them
 * @param maxShrink the most people that a run may lose
 * @param lookupProvider the account in which people are looked up; null if they are not looked up
 * @param exclude the departments that are not read
 * @param tracking how the roster is tracked; null if it is not
 */
public record RosterConfig(
        Common common,
        String directoryProvider,
        @Nullable String lookupProvider,
        List<DepartmentReference> departments,
        boolean recursive,
        int pageSize,
        String language,
        Map<String, String> directoryOptions,
        Lookup lookup,
        Path output,
        String writtenAs,
        Format format,
        boolean csvExcel,
        MaxShrink maxShrink,
        Exclusions exclude,
        @Nullable Tracking tracking)
        implements FlowConfig {
    /** A roster that excludes no department and is not tracked. */
    public RosterConfig(
            Common common,
            String directoryProvider,
            @Nullable String lookupProvider,
            List<DepartmentReference> departments,
            boolean recursive,
            int pageSize,
            String language,
            Map<String, String> directoryOptions,
            Lookup lookup,
            Path output,
            String writtenAs,
            Format format,
            boolean csvExcel,
            MaxShrink maxShrink) {
        this(
                common,
                directoryProvider,
                lookupProvider,
                departments,
                recursive,
                pageSize,
                language,
                directoryOptions,
                lookup,
                output,
                writtenAs,
                format,
                csvExcel,
                maxShrink,
                Exclusions.NONE,
                null);
    }

    public RosterConfig {
        departments = List.copyOf(departments);
        directoryOptions = Map.copyOf(directoryOptions);
    }

    /** The search for the departments to start with. */
    public DepartmentSearch.Query start() {
        return new DepartmentSearch.Query(departments, language);
    }

    private RosterConfig losingAny() {
        return new RosterConfig(
                common,
                directoryProvider,
                lookupProvider,
                departments,
                recursive,
                pageSize,
                language,
                directoryOptions,
                lookup,
                output,
                writtenAs,
                format,
                csvExcel,
                MaxShrink.ANY,
                exclude,
                tracking);
    }

    /**
     * How a roster is tracked.
     *
     * @param changes the file to which each run appends its changes; null for none
     * @param wantsEvents whether events start runs, as configured; null for where the account receives them
     */
    public record Tracking(@Nullable Path changes, @Nullable Boolean wantsEvents) {
        /** A roster that takes events where its account receives them. */
        public Tracking(@Nullable Path changes) {
            this(changes, null);
        }
    }

    /**
     * The departments that are not read, with everything below them.
     *
     * @param paths of names, each of at least two. A path below a department that the flow names by its path begins with that
     *     path; below one that the flow names by its id, it begins with that department's name, which stands for any
     */
    public record Exclusions(Set<DepartmentId> ids, Set<List<String>> paths) {
        /** Excludes no department. */
        public static final Exclusions NONE = new Exclusions(Set.of(), Set.of());

        public Exclusions {
            ids = Set.copyOf(ids);
            paths = Set.copyOf(paths);
        }
    }

    /**
     * The most people that a roster may lose in one run.
     *
     * @param amount in percent or in people; 0 for any number
     */
    public record MaxShrink(int amount, boolean percent) {
        /** Any number of people may go. */
        public static final MaxShrink ANY = new MaxShrink(0, false);

        /** Of a small company a few people are a large part, so a percentage counts from here on. */
        private static final int LEAST_FOR_PERCENT = 10;

        /** Whether any number of people may go. */
        public boolean isAny() {
            return amount == 0;
        }

        /**
         * Whether a run loses too many.
         *
         * @param lost people of the last roster who are not in the new one
         * @param before people in the last roster
         */
        public boolean isExceededBy(long lost, long before) {
            if (isAny()) {
                return false;
            }
            return percent ? lost >= LEAST_FOR_PERCENT && lost * 100 > before * amount : lost > amount;
        }

        /** As the configuration spells it. */
        @Override
        public String toString() {
            return percent ? amount + "%" : String.valueOf(amount);
        }
    }

    /** The file formats. */
    public enum Format {
        NDJSON,
        CSV
    }

    /**
     * How people are looked up.
     *
     * @param idType the vendor's type of the keys
     * @param singleLimit the most requests for a single person in a run, 0 or more
     */
    public record Lookup(String idType, Key key, Join join, int singleLimit) {}

    /**
     * Which attribute of a person is the key.
     *
     * @param extension the name of the company's own attribute; null unless the attribute is {@code EXTENSION}
     */
    public record Key(Attribute attribute, @Nullable String extension) {
        /** The attributes that can be keys. */
        public enum Attribute {
            USERID,
            UNIONID,
            JOB_NUMBER,
            EMAIL,
            ORG_EMAIL,
            MOBILE,
            EXTENSION
        }
    }

    /** How results are joined to people. */
    public enum Join {
        /** The result has exactly the requested id. */
        ID,
        /** An account that equals the key. */
        ACCOUNT
    }

    @Override
    public String type() {
        return RosterFlowType.WORD;
    }

    @Override
    public Duration usualMaxDuration() {
        return RosterFlowType.USUAL_MAX_DURATION;
    }

    @Override
    public List<String> accounts() {
        return lookupProvider == null || directoryProvider.equals(lookupProvider)
                ? List.of(directoryProvider)
                : List.of(directoryProvider, lookupProvider);
    }

    @Override
    public boolean takesDirectoryEvents() {
        return tracking != null && !Boolean.FALSE.equals(tracking.wantsEvents());
    }

    @Override
    public boolean requiresEvents() {
        return tracking != null && Boolean.TRUE.equals(tracking.wantsEvents());
    }

    @Override
    public String waiting() {
        return "a change in the directory";
    }

    @Override
    public Optional<DirectoryUse> directory() {
        List<DepartmentId> ids = departments.stream()
                .filter(DepartmentId.class::isInstance)
                .map(DepartmentId.class::cast)
                .toList();
        return Optional.of(new DirectoryUse(directoryProvider, ids, lookupProvider, lookup.idType(), this::lookupKey));
    }

    /** The id by which a person is looked up; empty for a person without it. */
    public Optional<String> lookupKey(Person person) {
        return Optional.ofNullable(new KeyAttribute(lookup.key()).of(person));
    }

    /** The same flow, whose next roster may lose any number of people. An empty roster still replaces nothing. */
    @Override
    public Optional<FlowConfig> accepting() {
        return Optional.of(losingAny());
    }

    @Override
    public PreparedRun prepare(RunContext context) {
        RosterRun run = new RosterRun(
                this,
                context.mode(),
                context.capability(directoryProvider, DepartmentDirectory.class),
                lookupProvider == null ? new NoLookup() : context.capability(lookupProvider, UserLookup.class),
                capability(context.application(directoryProvider), DirectoryProofs.class)
                        .orElse(null),
                context.phoneRegion(),
                lookupProvider == null
                        ? ""
                        : context.application(lookupProvider).id(),
                context.clock()::instant);
        DirectoryMarks marks = context.hints().directory();
        run.reading(marks);
        FlowTask first = run;
        // single people are free, and there may be no one to look up
        for (ScheduleCost cost : marks.isEmpty() ? costs(context::application, 1) : List.<ScheduleCost>of()) {
            first = BudgetedTask.limit(first, this, cost.provider(), cost.callsPerRun(), context);
        }
        return new PreparedRun(first, run, List.of());
    }

    @Override
    public void addProbes(RunContext context, Probes probes) {
        probes.of(DirectoryProbes.class, DirectoryProbes::new).add(this);
    }

    /**
     * The calls of a roster are not known in advance; at least one call at each vendor that meters its calls
     * of it.
     */
    @Override
    public List<ScheduleCost> costs(ListReader lists, Map<String, Application> applications, long polls) {
        return costs(applications::get, polls);
    }

    private List<ScheduleCost> costs(Function<String, @Nullable Application> applications, long polls) {
        List<ScheduleCost> costs = new ArrayList<>();
        if (capability(applications.apply(directoryProvider), DepartmentDirectory.class)
                .filter(directory -> directory.people().metered())
                .isPresent()) {
            costs.add(atLeastOne(directoryProvider, "1 call per page of people", polls));
        }
        if (lookupProvider != null
                && capability(applications.apply(lookupProvider), UserLookup.class)
                        .filter(lookup -> lookup.details().metered())
                        .isPresent()) {
            costs.add(atLeastOne(lookupProvider, "1 call per batch of people", polls));
        }
        return costs.isEmpty()
                ? List.of(new ScheduleCost(name(), directoryProvider, "", 0, ScheduleCost.Accuracy.EXACT, polls))
                : List.copyOf(costs);
    }

    private ScheduleCost atLeastOne(String account, String what, long polls) {
        return new ScheduleCost(name(), account, what, 1, ScheduleCost.Accuracy.AT_LEAST, polls);
    }

    private static <C> Optional<C> capability(@Nullable Application application, Class<C> type) {
        return application == null ? Optional.empty() : application.provider().capability(type);
    }
}
