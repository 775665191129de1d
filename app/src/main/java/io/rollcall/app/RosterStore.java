package io.rollcall.app;

import io.rollcall.app.control.NamedFlows;
import io.rollcall.app.control.UsageException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.state.PeopleRepository;
import io.rollcall.state.RosterRepository;
import io.rollcall.store.Store;

/** The rosters in the configured store, for commands that ask no vendor. Used by one thread. */
final class RosterStore implements AutoCloseable {
    private final Store store;
    private final RollcallConfig.StoreOnly configuration;
    private final Console console;

    private RosterStore(Store store, RollcallConfig.StoreOnly configuration, Console console) {
        this.store = store;
        this.configuration = configuration;
        this.console = console;
    }

    /**
     * Opens the store and names it.
     *
     * @throws UsageException if it is probably not the store that the flows use
     */
    static RosterStore open(RollcallConfig.StoreOnly configuration, Console console) {
        return new RosterStore(ConfiguredStore.open(configuration, console), configuration, console);
    }

    RosterRepository rosters() {
        return store.rosters();
    }

    PeopleRepository people() {
        return store.people();
    }

    boolean exists() {
        return store.exists();
    }

    /**
     * Checks the name of a flow, as far as flows are configured here.
     *
     * @throws UsageException if no roster flow has the name
     */
    void check(String flow) {
        if (configuration.flows().isEmpty()) {
            console.error("No flow is configured here, so the name was not checked.");
        } else {
            NamedFlows.of(configuration).requireRoster(flow);
        }
    }

    /** Whether the configuration says that the flow is not tracked. */
    boolean isUntracked(String flow) {
        return Boolean.FALSE.equals(configuration.rosters().get(flow));
    }

    /** Whether any roster flow that is configured here has run as a tracked one. */
    boolean isAnyTracked() {
        return configuration.rosters().keySet().stream()
                .anyMatch(flow -> rosters().status(flow).isPresent());
    }

    @Override
    public void close() {
        store.close();
    }
}
