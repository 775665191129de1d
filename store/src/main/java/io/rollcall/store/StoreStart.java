package io.rollcall.store;

import io.rollcall.config.RollcallConfig;
import io.rollcall.state.StoreException;
import java.time.Clock;
import java.util.Optional;

/** Keeps flows from starting on a store that has forgotten whom Rollcall called: a moved one, or an empty one beside it. */
public final class StoreStart {
    private StoreStart() {}

    /**
     * Why nothing may start on a store: sentences for the administrator, with what to do. Empty where it may, and also
     * where the store cannot be read now: whoever uses it says so.
     */
    public static Optional<String> problem(RollcallConfig.Store settings, Store store) {
        try {
            Optional<String> movedTo = store.movedTo();
            if (movedTo.isPresent()) {
                return movedTo.map(StoreIdentity::moved);
            }
            return settings.acceptEmpty() ? Optional.empty() : forgotten(settings, store);
        } catch (StoreException notNow) {
            return Optional.empty();
        }
    }

    private static Optional<String> forgotten(RollcallConfig.Store settings, Store store) {
        try (Store usual = Store.embedded(settings.usualDirectory(), Clock.systemUTC())) {
            if (!usual.exists() || usual.name().equals(store.name()) || !store.isEmpty()) {
                return Optional.empty();
            }
            long invitations = usual.countInvitations();
            if (invitations == 0) {
                return Optional.empty();
            }
            String url = settings.url();
            return Optional.of(usual.movedTo()
                    .map(to -> "The store in " + store.name() + " is empty, and the one in " + usual.name()
                            + " was moved to " + to + ". Set rollcall.store.url to that one, or set"
                            + " rollcall.store.accept-empty=true to begin with an empty store, which may call people"
                            + " again.")
                    .orElseGet(() -> "The store in " + store.name() + " is empty, but the one in " + usual.name()
                            + " remembers " + invitations + " invitation" + (invitations == 1 ? "" : "s")
                            + ": people may be called again. To move what it remembers, run: rollcall store copy embedded "
                            + (url == null ? "embedded:" + settings.directory() : url)
                            + " (or set rollcall.store.accept-empty=true to begin with an empty store)."));
        }
    }
}
