package io.rollcall.roster;

import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.FlowContext;
import io.rollcall.flow.FlowType;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentPath;
import io.rollcall.model.DepartmentReference;
import io.rollcall.roster.RosterConfig.Exclusions;
import io.rollcall.roster.RosterConfig.Format;
import io.rollcall.roster.RosterConfig.Join;
import io.rollcall.roster.RosterConfig.Key;
import io.rollcall.roster.RosterConfig.Key.Attribute;
import io.rollcall.roster.RosterConfig.Lookup;
import io.rollcall.roster.RosterConfig.MaxShrink;
import io.rollcall.roster.RosterConfig.Tracking;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.Setting;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import io.rollcall.setting.Values;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.UserLookup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The settings of roster flows. */
public final class RosterFlowType implements FlowType {
    static final String WORD = "roster";
    static final Duration USUAL_MAX_DURATION = Duration.ofHours(6);

    private static final String NO_LOOKUP = "none";
    private static final String EXTENSION = "extension.";
    private static final String KEY_WORDS = "userid, unionid, job_number, email, org_email, mobile or extension.NAME";

    private static final Setting<String> DIRECTORY_PROVIDER =
            Setting.of("directory.provider", ValueTypes.TEXT, "The account whose departments are read");
    private static final Setting<String> LOOKUP_PROVIDER = Setting.of(
            "lookup.provider", ValueTypes.TEXT, "The account in which each person is looked up; none: no look-up");
    private static final Setting<List<DepartmentReference>> DEPARTMENTS = Setting.of(
                    "departments",
                    ValueTypes.list(
                            "department ids, or paths of names such as /Company/Sales", RosterFlowType::reference),
                    "The departments to start with; 1 is the whole organization. A path begins with the company's name")
            .defaultingTo("1");
    private static final Setting<Boolean> RECURSIVE = Setting.of(
                    "recursive", ValueTypes.BOOLEAN, "Whether the departments below are read too")
            .defaultingTo("true");
    private static final Setting<Integer> PAGE_SIZE = Setting.of(
                    "page-size", ValueTypes.integer(1, 100), "The people per request to the directory")
            .defaultingTo("100");
    private static final Setting<Key> KEY = Setting.of(
                    "lookup.key",
                    ValueType.plain(KEY_WORDS, RosterFlowType::key),
                    "The attribute of a person to look up; extension.NAME is an attribute that the company defined")
            .defaultingTo("userid");
    private static final Setting<Join> JOIN = Setting.of(
                    "lookup.join",
                    ValueTypes.words("id", Join.ID, "account", Join.ACCOUNT),
                    "By what an answer is joined to a person: by the id that was asked, or by the account, where the"
                            + " company made its accounts equal to the key")
            .defaultingTo("id");
    private static final Setting<Integer> SINGLE_LIMIT = Setting.of(
                    "lookup.single-limit",
                    ValueTypes.integer(0, Integer.MAX_VALUE),
                    "The most requests for a single person in a run")
            .defaultingTo("1000");
    private static final Setting<String> OUTPUT =
            Setting.of("output", ValueTypes.PATH, "The file that is written; its name ends in .ndjson or .csv");

    private static final Setting<Boolean> CSV_EXCEL = Setting.of(
                    "csv-excel",
                    ValueTypes.BOOLEAN,
                    "Whether cells of CSV that Excel would change (long ids, leading zeros, dates) are written as"
                            + " =\"007\"")
            .defaultingTo("false");
    private static final Setting<MaxShrink> MAX_SHRINK = Setting.of(
                    "max-shrink",
                    ValueType.plain(
                            "percentage, such as 10%, or a number of people; 0 = any", RosterFlowType::maxShrink),
                    "A run that would lose more people than this replaces nothing and is quarantined; a percentage"
                            + " counts from 10 people on. An empty roster never replaces anything")
            .defaultingTo("10%");
    private static final Setting<List<DepartmentReference>> EXCLUDE = Setting.of(
            "exclude",
            ValueTypes.list("department ids, or paths of names such as /Company/Former", RosterFlowType::reference),
            "Departments that are not read, with everything below them; people who are in another department too stay."
                    + " A path begins with the path of one of the departments to start with, or with the name of one"
                    + " that departments names by its id");
    private static final Setting<String> CHANGES = Setting.of(
            "changes",
            ValueTypes.PATH,
            "The file to which each run of a tracked roster appends its changes, one JSON object a line");

    private static final Setting<Boolean> ROSTER_EVENTS = Setting.of(
                    EVENTS.name(),
                    ValueTypes.BOOLEAN,
                    "Whether a tracked roster follows changes that the vendor pushes, between two walks; needs an account"
                            + " with stream=true")
            .defaultingAsSaid("true where the roster is tracked and the account has stream=true");

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public List<Setting<?>> ownSettings() {
        return List.of(
                DIRECTORY_PROVIDER,
                LOOKUP_PROVIDER,
                DEPARTMENTS,
                RECURSIVE,
                PAGE_SIZE,
                KEY,
                JOIN,
                SINGLE_LIMIT,
                OUTPUT,
                CSV_EXCEL,
                MAX_SHRINK,
                EXCLUDE,
                TRACK,
                CHANGES,
                ROSTER_EVENTS);
    }

    @Override
    public Map<Setting<String>, Map<Class<?>, String>> providers() {
        Map<Setting<String>, Map<Class<?>, String>> providers = new LinkedHashMap<>();
        providers.put(DIRECTORY_PROVIDER, Map.of(DepartmentDirectory.class, "departments"));
        providers.put(LOOKUP_PROVIDER, Map.of(UserLookup.class, "user details"));
        return providers;
    }

    @Override
    public Optional<? extends FlowConfig> flow(FlowContext context) {
        Values values = context.values();
        FlowConfig.Common common = context.common();
        Optional<String> directory = context.account(DIRECTORY_PROVIDER);
        boolean looksUp = values.find(LOOKUP_PROVIDER).filter(NO_LOOKUP::equals).isEmpty();
        Optional<String> lookup = looksUp ? context.account(LOOKUP_PROVIDER) : Optional.empty();
        Map<String, String> options = new TreeMap<>();
        directory.ifPresent(account -> options.putAll(context.options(DepartmentDirectory.class, account)));
        lookup.ifPresent(account -> options.putAll(context.options(UserLookup.class, account)));
        String language = options.getOrDefault("language", "");
        String idType = options.getOrDefault("lookup.id-type", "");
        options.keySet().removeAll(Set.of("language", "lookup.id-type"));
        values.require(OUTPUT, "there would be no roster");
        Optional<Path> output = context.file(OUTPUT);
        output.ifPresent(path -> checkOutput(context, path));
        boolean track = values.find(TRACK).orElse(false);
        Optional<Path> changes = context.file(CHANGES);
        if (changes.isPresent() && !track) {
            values.problem(CHANGES, "needs track=true: only a tracked roster has changes");
        }
        Boolean events = values.find(ROSTER_EVENTS).orElse(null);
        if (Boolean.TRUE.equals(events) && !track) {
            values.problem(ROSTER_EVENTS, "needs track=true: only a tracked roster can change between two walks");
        }
        changes.ifPresent(path -> checkFile(context, CHANGES, path));
        if (!context.isSound() || directory.isEmpty() || (looksUp && lookup.isEmpty()) || output.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RosterConfig(
                common,
                directory.get(),
                lookup.orElse(null),
                values.get(DEPARTMENTS),
                values.get(RECURSIVE),
                values.get(PAGE_SIZE),
                language,
                options,
                new Lookup(idType, values.get(KEY), values.get(JOIN), values.get(SINGLE_LIMIT)),
                output.get(),
                values.get(OUTPUT),
                format(output.get()).orElseThrow(),
                values.get(CSV_EXCEL),
                values.get(MAX_SHRINK),
                exclusions(values.find(EXCLUDE).orElse(List.of())),
                track ? new Tracking(changes.orElse(null), events) : null));
    }

    /**
     * Reports outputs that more than one flow would write, including the files of incomplete and quarantined rosters.
     */
    @Override
    public void checkTogether(List<FlowContext> flows) {
        Map<Path, String> writers = new HashMap<>();
        flows.forEach(flow -> flow.file(OUTPUT).ifPresent(output -> {
            for (Path file : List.of(
                    output,
                    beside(output, RosterRenderer::incompleteName),
                    beside(output, RosterRenderer::quarantinedName))) {
                check(flow, OUTPUT, file, writers);
            }
        }));
        flows.forEach(flow -> flow.file(CHANGES).ifPresent(changes -> {
            if (flow.name().equals(writers.get(changes))) {
                flow.values().problem(CHANGES, "names the flow's own output; choose another file: " + changes);
            }
            check(flow, CHANGES, changes, writers);
        }));
    }

    private static void check(FlowContext flow, Setting<String> setting, Path file, Map<Path, String> writers) {
        String other = writers.putIfAbsent(file, flow.name());
        if (other != null && !other.equals(flow.name())) {
            flow.values().problem(setting, "names a file that flow " + other + " writes too; choose another: " + file);
        }
    }

    // a large directory at the vendors' rates takes hours
    @Override
    public Duration usualMaxDuration() {
        return USUAL_MAX_DURATION;
    }

    private static Path beside(Path output, UnaryOperator<String> name) {
        return output.resolveSibling(name.apply(String.valueOf(output.getFileName())));
    }

    private static void checkOutput(FlowContext context, Path output) {
        if (format(output).isEmpty()) {
            context.values().problem(OUTPUT, "must end in .ndjson or .csv, with a name before that");
        } else {
            checkFile(context, OUTPUT, output);
        }
    }

    private static void checkFile(FlowContext context, Setting<String> setting, Path file) {
        @Nullable Path folder = file.getParent();
        if (context.isDirectory(file)) {
            context.values().problem(setting, "names a directory; name a file: " + file);
        } else if (folder == null || !context.isDirectory(folder)) {
            context.values().problem(setting, "lies in a folder that does not exist; create it: " + folder);
        } else if (!context.isWritable(folder)) {
            // the roster is written to a temporary file in the folder and then moved
            context.values().problem(setting, "lies in a folder that Rollcall cannot write to: " + folder);
        }
    }

    /** An item of {@code departments} or {@code exclude}: an id, or a path of at least two names. */
    private static DepartmentReference reference(String text) {
        if (!text.startsWith("/")) {
            return new DepartmentId(ValueTypes.number(text, 1, Long.MAX_VALUE));
        }
        List<String> names = Arrays.stream(text.substring(1).split("/", -1))
                .map(String::strip)
                .toList();
        if (names.size() < 2 || names.contains("")) {
            throw new MalformedValueException(
                    "must be a department id or a path such as /Company/Sales, not " + ValueTypes.quoted(text));
        }
        return new DepartmentPath(names);
    }

    private static Exclusions exclusions(List<DepartmentReference> items) {
        Set<DepartmentId> ids = new HashSet<>();
        Set<List<String>> paths = new HashSet<>();
        for (DepartmentReference item : items) {
            if (item instanceof DepartmentPath path) {
                paths.add(path.names());
            } else if (item instanceof DepartmentId id) {
                ids.add(id);
            }
        }
        return new Exclusions(ids, paths);
    }

    private static Optional<Format> format(Path output) {
        String name = String.valueOf(output.getFileName());
        if (name.matches("(?s).+\\.ndjson")) {
            return Optional.of(Format.NDJSON);
        }
        return name.matches("(?s).+\\.csv") ? Optional.of(Format.CSV) : Optional.empty();
    }

    private static MaxShrink maxShrink(String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? text.substring(0, text.length() - 1).strip() : text;
        try {
            return new MaxShrink((int) ValueTypes.number(number, 0, percent ? 100 : Integer.MAX_VALUE), percent);
        } catch (MalformedValueException malformed) {
            throw new MalformedValueException(
                    "must be a percentage from 0% to 100% or a number of people, not " + ValueTypes.quoted(text));
        }
    }

    private static Key key(String text) {
        if (text.startsWith(EXTENSION) && text.length() > EXTENSION.length()) {
            return new Key(Attribute.EXTENSION, text.substring(EXTENSION.length()));
        }
        return Arrays.stream(Attribute.values())
                .filter(attribute -> attribute != Attribute.EXTENSION)
                .filter(attribute -> attribute.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .map(attribute -> new Key(attribute, null))
                .orElseThrow(
                        () -> new MalformedValueException("must be " + KEY_WORDS + ", not " + ValueTypes.quoted(text)));
    }
}
