package io.rollcall.store;

import io.rollcall.config.RollcallConfig;
import io.rollcall.state.StoreException;
import java.time.Clock;
import java.util.Optional;

/**
 * Keeps flows from starting on a store without the invitations that were already sent: one that was moved, or an empty one
 * although the usual directory holds a store. Stateless and thread-safe.
 */
public final class StoreStart {
    private StoreStart() {}

    /**
     * Returns why flows must not start on a store: sentences for the administrator, with what to do. Empty if they may, and
     * also if the store cannot be read now: its first use reports that.
     */
    public static Optional<String> problem(RollcallConfig.Store settings, Store store) {
        try {
            Optional<String> movedTo = store.movedTo();
            if (movedTo.isPresent()) {
                return movedTo.map(StoreIdentity::moved);
            }
            return settings.acceptEmpty() ? Optional.empty() : emptyBesideUsual(settings, store);
        } catch (StoreException notNow) {
            return Optional.empty();
        }
    }

    private static Optional<String> emptyBesideUsual(RollcallConfig.Store settings, Store store) {
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
