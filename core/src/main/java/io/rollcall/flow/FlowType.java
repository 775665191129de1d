package io.rollcall.flow;

import io.rollcall.setting.EndpointUri;
import io.rollcall.setting.Setting;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A type of flow: its word, its settings, and how a flow is made from them. Stateless and thread-safe.
 *
 * <p>A type is added by a class with a public constructor without parameters that is named in {@code
 * META-INF/services/io.rollcall.flow.FlowType}; see docs/contributors/adding-a-flow.md.
 */
public interface FlowType {
    /** A Camel URI; secret, because it may hold credentials. */
    ValueType<Secret> CAMEL_URI =
            ValueType.secret("Camel URI", true, text -> Secret.of(EndpointUri.checked(text.get())));

    /** The setting {@code approve} of types whose runs change meetings. */
    Setting<Secret> APPROVE = Setting.of(
            "approve",
            CAMEL_URI,
            "Where each plan is sent as JSON; the response names the changes to make. Without a response no change is made");

    /** The setting {@code events} of types whose runs events start too. */
    Setting<Boolean> EVENTS = Setting.of(
                    "events",
                    ValueTypes.BOOLEAN,
                    "Whether the flow also acts on events that the vendor pushes; needs an account with stream=true")
            .defaultingAsSaid("true where the account has stream=true");

    /** The setting {@code track} of types whose results the store can keep. */
    Setting<Boolean> TRACK = Setting.of(
                    "track",
                    ValueTypes.BOOLEAN,
                    "Whether the store keeps the roster's people, their departments with dates, and every change")
            .defaultingTo("false");

    /** The maximum duration of a run where neither the configuration nor the type says otherwise. */
    Duration USUAL_MAX_DURATION = Duration.ofMinutes(10);

    /** The value of the key {@code type}: lower-case letters, digits and dashes. */
    String word();

    /** The settings of this type, beside those that every flow has and those that vendors add for its capabilities. */
    List<Setting<?>> ownSettings();

    /**
     * The settings that name an account, each with the capabilities that the account's vendor must have and how messages
     * spell them. The default of each is the first vendor that has them.
     */
    Map<Setting<String>, Map<Class<?>, String>> providers();

    /** Makes a flow and reports what does not fit; empty where a required value is missing or malformed. */
    Optional<? extends FlowConfig> flow(FlowContext context);

    /** Reports what does not fit between several flows of this type, in the order of their names. */
    default void checkTogether(List<FlowContext> flows) {}

    /** Whether its polls can be planned, {@code schedule=auto}: then it asks one account and reads running meetings. */
    default boolean plansPolls() {
        return false;
    }

    /** The maximum duration of a run where none is configured. */
    default Duration usualMaxDuration() {
        return USUAL_MAX_DURATION;
    }

    /** Whether runs change meetings at a vendor, so that a pause applies to them. */
    default boolean changesMeetings() {
        return ownSettings().contains(APPROVE);
    }
}
