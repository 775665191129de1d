package io.rollcall.app;

import io.rollcall.app.control.PauseControl;
import io.rollcall.app.control.Pauses;
import io.rollcall.app.control.UsageException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.report.JsonLine;
import io.rollcall.state.Pause;
import io.rollcall.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pauses in the configured store, for the commands {@code pause} and {@code resume}. Used by one thread. */
final class PauseStore implements AutoCloseable {
    private final Store store;
    private final PauseControl control;
    private final RollcallConfig.StoreOnly configuration;
    private final Console console;

    private PauseStore(Store store, RollcallConfig.StoreOnly configuration, Console console) {
        this.store = store;
        this.control = new PauseControl(store, configuration.flows());
        this.configuration = configuration;
        this.console = console;
    }

    /**
     * Opens the store and names it.
     *
     * @throws UsageException if it is probably not the store that the flows use
     */
    static PauseStore open(RollcallConfig.StoreOnly configuration, Console console) {
        return new PauseStore(ConfiguredStore.open(configuration, console), configuration, console);
    }

    /** Pauses flows: {@link PauseControl#pause}. */
    void pause(List<String> names, Instant now, @Nullable Instant until, @Nullable String reason) {
        control.pause(names, now, until, reason);
        tellUnchecked(names);
    }

    /** Ends pauses: {@link PauseControl#resume}. */
    boolean resume(List<String> names, Instant now) {
        boolean resumed = control.resume(names, now);
        tellUnchecked(names);
        return resumed;
    }

    private void tellUnchecked(List<String> names) {
        if (configuration.flows().isEmpty() && !names.isEmpty()) {
            console.error("No flow is configured here, so the names were not checked.");
        }
    }

    /** Prints what is paused. */
    void show(OutputFormat format, Instant now) {
        List<Pause> paused = control.inForce(now);
        if (format == OutputFormat.JSON) {
            console.report(JsonLine.of(Map.of("paused", paused)));
        } else if (paused.isEmpty()) {
            console.report("No flow is paused.");
        } else {
            new Pauses(store, configuration.timezone()).all(now).forEach(console::report);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
