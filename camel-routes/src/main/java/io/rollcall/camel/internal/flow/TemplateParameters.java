package io.rollcall.camel.internal.flow;

import io.rollcall.camel.support.Schedules;
import io.rollcall.flow.FlowConfig;
import io.rollcall.schedule.Schedule;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.ValueTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a route that is to be made of the flow template, read and checked. Camel passes over parameters that a
 * template does not have; here they are problems.
 */
final class TemplateParameters {
    static final String FLOW = "flow";
    static final String SCHEDULE = "schedule";
    static final String AT_START = "atStart";

    /** In the words of properties. */
    static final String AT_START_KEBAB = "at-start";

    private final List<String> problems = new ArrayList<>();
    private final @Nullable FlowConfig flow;
    private final @Nullable Schedule schedule;
    private final @Nullable Boolean atStart;

    /**
     * @param given with placeholders resolved
     */
    TemplateParameters(Map<String, String> given, FlowRegistry flows) {
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(Set.of(FLOW, SCHEDULE, AT_START, AT_START_KEBAB));
        if (!unknown.isEmpty()) {
            problems.add("does not take " + ValueTypes.alternatives(unknown) + "; it takes flow, schedule and atStart");
        }
        flow = present(given, FLOW).flatMap(name -> flow(name, flows)).orElse(null);
        schedule = present(given, SCHEDULE).flatMap(this::schedule).orElse(null);
        atStart = Optional.ofNullable(given.getOrDefault(AT_START, given.get(AT_START_KEBAB)))
                .filter(text -> !text.isBlank())
                .flatMap(this::atStart)
                .orElse(null);
    }

    private Optional<String> present(Map<String, String> given, String name) {
        Optional<String> value = Optional.ofNullable(given.get(name)).filter(text -> !text.isBlank());
        if (value.isEmpty()) {
            problems.add("needs the parameter " + name);
        }
        return value;
    }

    private Optional<FlowConfig> flow(String name, FlowRegistry flows) {
        Optional<FlowConfig> named = flows.named(name);
        if (named.isEmpty()) {
            problems.add("names a flow that is not configured: " + flows.unknown(name));
        }
        return named;
    }

    private Optional<Schedule> schedule(String text) {
        try {
            Schedule read = Schedule.parse(text.strip());
            Optional<String> wrong =
                    read instanceof Schedule.Cron cron ? Schedules.problem(cron.expression()) : Optional.empty();
            if (read instanceof Schedule.Auto
                    && flow().filter(named -> !named.changesMeetings()).isPresent()) {
                wrong = Optional.of(Schedule.Auto.refusal(flow().orElseThrow().type()));
            }
            wrong.ifPresent(problem -> problems.add("has a schedule that " + problem));
            return wrong.isPresent() ? Optional.empty() : Optional.of(read);
        } catch (MalformedValueException malformed) {
            problems.add("has a schedule that " + malformed.explanation());
            return Optional.empty();
        }
    }

    private Optional<Boolean> atStart(String text) {
        try {
            return Optional.of(ValueTypes.BOOLEAN.read(text.strip()));
        } catch (MalformedValueException malformed) {
            problems.add("has an atStart that " + malformed.explanation());
            return Optional.empty();
        }
    }

    /** Whether the flow also runs as soon as the route starts: as said here, else as the flow's configuration says. */
    boolean runsAtStart() {
        return atStart != null
                ? atStart
                : flow().orElseThrow().runsAtStart(schedule().orElseThrow());
    }

    /** What is wrong; completes the sentence that starts with the template. Empty where nothing is. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The flow; there is one where nothing is wrong with it. */
    Optional<FlowConfig> flow() {
        return Optional.ofNullable(flow);
    }

    /** The schedule; there is one where nothing is wrong with it. */
    Optional<Schedule> schedule() {
        return Optional.ofNullable(schedule);
    }

    /** All problems in one sentence. */
    String sentence() {
        return problems.stream().collect(Collectors.joining("; it ", "", "."));
    }
}
