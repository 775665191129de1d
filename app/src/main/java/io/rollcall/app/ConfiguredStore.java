package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.store.Store;
import io.rollcall.store.StoreStart;
import java.time.Clock;

/** Opens the configured store for commands that ask no vendor. */
final class ConfiguredStore {
    private ConfiguredStore() {}

    /**
     * Opens the store for a command that only reads it, and names it if there is one.
     *
     * @throws UsageException if there is none, and nothing says that there should be one: usually it is the wrong folder
     */
    static Store openToRead(RollcallConfig.StoreOnly configuration, Console console) {
        Store store = Store.open(configuration.store(), Clock.systemUTC());
        try {
            requireAny(store, configuration);
            if (store.exists()) {
                console.error("Store: " + store.name());
            }
            return store;
        } catch (RuntimeException unusable) {
            store.close();
            throw unusable;
        }
    }

    private static void requireAny(Store store, RollcallConfig.StoreOnly configuration) {
        if (!store.exists() && !configuration.configured()) {
            throw new UsageException("There is no store in " + store.name()
                    + ", and nothing is configured here. Go to the folder of rollcall.properties, or name that file with"
                    + " --config, or set rollcall.store.url.");
        }
    }

    /**
     * Opens the store and names it.
     *
     * @throws UsageException if it is probably not the store that the flows use
     */
    static Store open(RollcallConfig.StoreOnly configuration, Console console) {
        Store store = Store.open(configuration.store(), Clock.systemUTC());
        try {
            requireAny(store, configuration);
            StoreStart.problem(configuration.store(), store).ifPresent(problem -> {
                throw new UsageException(problem);
            });
            console.error("Store: " + store.name());
            return store;
        } catch (RuntimeException unusable) {
            store.close();
            throw unusable;
        }
    }
}
