package io.rollcall.vendor;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A vendor, for one application of it: its capabilities, and how the application gets its token. Thread-safe.
 *
 * <p>A capability is one of the interfaces of this package; a provider implements those that its vendor offers. Each
 * method of a capability returns the same operation whenever it is called.
 */
public interface Provider {

    /** The vendor's name, for example {@code dingtalk}. */
    String name();

    /** The capability, where the vendor offers it. */
    default <C> Optional<C> capability(Class<C> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    /**
     * What getting a token may do at the vendor that an administrator would not expect; empty for nothing.
     *
     * @param keys what stands before the keys of the application's settings
     */
    default Optional<String> caution(String keys) {
        return Optional.empty();
    }

    /**
     * Whether another provider of the same application logs in with the same credentials. A secret that cannot be read
     * now counts as the same.
     */
    default boolean hasSameCredentials(Provider other) {
        return true;
    }

    /** The credentials, for a search that must not find them. */
    default List<Secret> secrets() {
        return List.of();
    }

    /**
     * The time zone in which the vendor counts the calls of a calendar month, and in which messages show its times; UTC for a
     * vendor without metered calls.
     */
    default ZoneId quotaZone() {
        return ZoneOffset.UTC;
    }

    /** Gets a token for the application. */
    Operation<TokenContext, AccessToken> token();
}
