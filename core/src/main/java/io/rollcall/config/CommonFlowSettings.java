package io.rollcall.config;

import io.rollcall.setting.EndpointUri;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.Setting;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.util.List;

/** The settings of every flow. */
final class CommonFlowSettings {
    static final Setting<String> TYPE = Setting.of(
            "type", ValueType.plain("cohost, invite or roster", CommonFlowSettings::type), "What the flow does");
    static final Setting<Schedule> SCHEDULE = Setting.of(
                    "schedule",
                    ValueType.plain("period, such as 30s or 5m, or a Quartz cron expression", Schedule::parse),
                    "When the flow runs; run needs it")
            .defaultingAsSaid("none: the flow runs only when asked to");
    static final Setting<Boolean> ENABLED = Setting.of(
                    "enabled", ValueTypes.BOOLEAN, "Whether run starts the flow when no flow is named")
            .defaultingTo("true");

    static final Setting<Boolean> AT_START = Setting.of(
                    "at-start",
                    ValueTypes.BOOLEAN,
                    "Whether the flow also runs as soon as run starts, before the first time of its schedule")
            .defaultingAsSaid("true for a period, false for a cron expression");

    static final Setting<Secret> NOTIFY = Setting.of(
            "notify",
            ValueType.secret("Camel URI", true, text -> Secret.of(EndpointUri.checked(text.get()))),
            "Where each change, problem and report of the flow is sent as JSON, as well as it can be; read once, at the"
                    + " start");

    static final Setting<Duration> MAX_DURATION = Setting.of(
                    "max-duration",
                    ValueTypes.duration(Duration.ofDays(7)),
                    "How long a run may take; a longer one is stopped and reported as incomplete")
            .defaultingAsSaid("10m; of a roster 6h");

    static final Setting<Long> MAX_CALLS = Setting.of(
                    "max-calls",
                    ValueTypes.atLeast(1),
                    "The most metered calls of one run; a run that certainly needs more sends nothing. Ignored where"
                            + " calls are not metered")
            .defaultingTo(Long.toString(FlowConfig.Common.USUAL_CALLS));

    static final List<Setting<?>> ALL = List.of(TYPE, SCHEDULE, ENABLED, AT_START, NOTIFY, MAX_DURATION, MAX_CALLS);

    private CommonFlowSettings() {}

    private static String type(String text) {
        return FlowTypes.of(text)
                .orElseThrow(() -> new MalformedValueException("must be " + ValueTypes.alternatives(FlowTypes.words())
                        + ", not " + ValueTypes.quoted(text) + Suggestions.question(text, FlowTypes.words())))
                .word();
    }
}
