package io.rollcall.config;

import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.FlowType;
import io.rollcall.schedule.Schedule;
import io.rollcall.setting.Durations;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.Setting;
import io.rollcall.setting.Suggestions;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The settings of every flow. */
final class CommonFlowSettings {
    /** The key that names a flow's type. */
    static final String TYPE = "type";

    static final Setting<Schedule> SCHEDULE = Setting.of(
                    "schedule",
                    ValueType.plain(
                            "period, such as 30s or 5m, a Quartz cron expression, or auto (cohost, invite)",
                            Schedule::parse),
                    "When the flow runs; run needs it. With auto Rollcall plans the polls from what is left of the month's calls")
            .defaultingAsSaid("none: the flow runs only when asked to");
    static final Setting<Boolean> ENABLED = Setting.of(
                    "enabled", ValueTypes.BOOLEAN, "Whether run starts the flow when no flow is named")
            .defaultingTo("true");

    static final Setting<Boolean> AT_START = Setting.of(
                    "at-start",
                    ValueTypes.BOOLEAN,
                    "Whether the flow also runs as soon as run starts, before the first time of its schedule")
            .defaultingAsSaid("true for a period and for auto, false for a cron expression");

    static final Setting<Secret> NOTIFY = Setting.of(
            "notify",
            FlowType.CAMEL_URI,
            "Where each change, problem and report of the flow is sent as JSON, as well as it can be; read once, at the"
                    + " start");

    static final Setting<List<String>> TELL = Setting.of(
            "tell",
            ValueTypes.list("names of channels", text -> text),
            "The channels that tell people about the flow, as rollcall.tell.NAME configures them");

    static final Setting<Duration> MAX_DURATION = Setting.of(
            "max-duration",
            ValueTypes.duration(Duration.ofDays(7)),
            "How long a run may take; a longer one is stopped and reported as incomplete");

    static final Setting<Long> MAX_CALLS = Setting.of(
                    "max-calls",
                    ValueTypes.atLeast(1),
                    "The most metered calls of one run; a run that certainly needs more sends nothing. Ignored where"
                            + " calls are not metered")
            .defaultingTo(Long.toString(FlowConfig.Common.USUAL_CALLS));

    private CommonFlowSettings() {}

    /** All of them, in the order of the documentation. */
    static List<Setting<?>> of(FlowTypes types) {
        return List.of(
                type(types),
                SCHEDULE,
                ENABLED,
                AT_START,
                NOTIFY,
                TELL,
                MAX_DURATION.defaultingAsSaid(usualMaxDurations(types)),
                MAX_CALLS);
    }

    /** What a flow does. */
    static Setting<String> type(FlowTypes types) {
        List<String> words = types.words();
        return Setting.of(
                TYPE,
                ValueType.plain(ValueTypes.alternatives(words), text -> {
                    if (!words.contains(text)) {
                        throw new MalformedValueException("must be " + ValueTypes.alternatives(words) + ", not "
                                + ValueTypes.quoted(text) + Suggestions.question(text, words));
                    }
                    return text;
                }),
                "What the flow does");
    }

    private static String usualMaxDurations(FlowTypes types) {
        String others = types.all().stream()
                .filter(type -> !type.usualMaxDuration().equals(FlowType.USUAL_MAX_DURATION))
                .map(type -> "; of a " + type.word() + " " + Durations.words(type.usualMaxDuration()))
                .collect(Collectors.joining());
        return Durations.words(FlowType.USUAL_MAX_DURATION) + others;
    }
}
