package io.rollcall.app.control;

import io.rollcall.camel.Rollcall;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.state.StateStore;
import io.rollcall.store.Store;
import io.rollcall.vendor.Application;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code rollcall run} consists of. Thread-safe.
 *
 * @param about what the program is
 * @param flows the names of the flows that this process runs
 * @param off the flows that do not run because of errors in their lists, with the reason
 * @param time the time of day
 */
public record RunningProgram(
        RollcallConfig config,
        Rollcall rollcall,
        Store store,
        About about,
        Set<String> flows,
        Map<String, String> off,
        InstantSource time) {
    public RunningProgram {
        flows = Set.copyOf(flows);
        off = Map.copyOf(off);
    }

    /**
     * What the program is.
     *
     * @param startedAt when it started
     * @param configuration the paths of the files that its configuration was read from
     */
    public record About(String version, Instant startedAt, List<String> configuration) {
        public About {
            configuration = List.copyOf(configuration);
        }
    }

    /** What the program remembers. The API reads it and changes it through these interfaces. */
    public StateStore state() {
        return store;
    }

    /** The present time. */
    public Instant now() {
        return time.instant();
    }

    /**
     * A configured flow.
     *
     * @throws UsageException if there is none of this name
     */
    public FlowConfig flow(String name) {
        return find(name)
                .orElseThrow(() -> new UsageException(NamedFlows.of(config).unknown(name)));
    }

    private Optional<FlowConfig> find(String name) {
        return config.flows().stream().filter(flow -> flow.name().equals(name)).findFirst();
    }

    /** The application that a flow's first account uses; empty if none is configured. */
    public Optional<Application> application(FlowConfig flow) {
        return flow.accounts().stream().findFirst().map(config.applications()::get);
    }
}
