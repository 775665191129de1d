package io.rollcall.app.control;

import io.rollcall.flow.FlowConfig;
import io.rollcall.setting.Suggestions;
import io.rollcall.setting.ValueTypes;
import io.rollcall.state.Pause;
import io.rollcall.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pauses and resumes changes, of all flows or of some. Thread-safe. */
public final class PauseControl {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final Store store;
    private final Map<String, Boolean> flows;

    /** @param flows the configured flows by name, and whether each changes meetings; if empty, names are not checked */
    public PauseControl(Store store, Map<String, Boolean> flows) {
        this.store = store;
        this.flows = Map.copyOf(flows);
    }

    /** Pauses and resumes the flows of the program. */
    public static PauseControl of(RunningProgram program) {
        return new PauseControl(
                program.store(),
                program.config().flows().stream()
                        .collect(Collectors.toMap(FlowConfig::name, FlowConfig::changesMeetings)));
    }

    /** The pauses in force at a time: that of all flows first, then those of single flows by name. */
    public List<Pause> inForce(Instant now) {
        return store.pauses().inForce(now);
    }

    /**
     * Pauses flows.
     *
     * @param names all flows if empty
     * @throws UsageException for names of no flow, and of flows that change nothing at a vendor
     */
    public void pause(List<String> names, Instant now, @Nullable Instant until, @Nullable String reason) {
        check(names, flows.keySet());
        List<@Nullable String> paused = new ArrayList<>(names);
        if (names.isEmpty()) {
            paused.add(null);
        }
        store.atomically(() -> {
            paused.forEach(flow -> store.pauses().pause(new Pause(flow, now, until, reason)));
            return paused;
        });
    }

    /**
     * Ends pauses.
     *
     * @param names every pause if empty
     * @return false if all flows are paused, so that those of the names stay paused: nothing was changed
     * @throws UsageException for names that neither a flow nor a pause has
     */
    public boolean resume(List<String> names, Instant now) {
        Set<String> known = new TreeSet<>(flows.keySet());
        store.pauses().inForce(now).stream()
                .map(Pause::flow)
                .filter(Objects::nonNull)
                .forEach(known::add);
        check(names, known);
        if (!store.exists()) {
            return true;
        } else if (names.isEmpty()) {
            store.pauses().resumeAll();
            return true;
        }
        return store.pauses().resume(names, now);
    }

    private void check(List<String> names, Set<String> known) {
        List<String> problems = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            if (Boolean.FALSE.equals(flows.get(name))) {
                problems.add("The flow " + name
                        + " changes nothing at a vendor, so there is nothing to pause or to resume."
                        + " To stop its runs, set rollcall.flow." + name + ".enabled=false and restart rollcall run.");
            } else if (!known.contains(name)
                    && (!flows.isEmpty() || !NAME.matcher(name).matches())) {
                problems.add("There is no flow " + ValueTypes.quoted(name) + Suggestions.choice(name, known));
            }
        }
        if (!problems.isEmpty()) {
            throw new UsageException(String.join("\n", problems));
        }
    }
}
