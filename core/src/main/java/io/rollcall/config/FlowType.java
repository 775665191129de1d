package io.rollcall.config;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A type of flows: its word, its settings, and how a flow is made from them. */
interface FlowType {
    /** What the value of {@code type} is for this type. */
    String word();

    /** The settings that flows of other types may not have, or have differently. */
    List<Setting<?>> ownSettings();

    /** Makes the flow, reporting what does not fit; empty where a value that it needs is missing or malformed. */
    Optional<FlowConfig> flow(FlowContext context);

    /** All the settings, those of every flow first. */
    default List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>(CommonFlowSettings.ALL);
        all.addAll(ownSettings());
        return all;
    }

    /** The settings of a flow of this type. */
    default SettingGroup group(String flow) {
        return new SettingGroup("Flow " + flow, FlowTypes.prefix(flow), settings());
    }
}
