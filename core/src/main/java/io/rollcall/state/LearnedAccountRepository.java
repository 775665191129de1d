package io.rollcall.state;

import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * Stores account ids that Rollcall learned from look-ups of one person, so that later runs look up in batches. Every method
 * throws {@link StoreException} if the store cannot be used. Thread-safe.
 */
public interface LearnedAccountRepository {

    /** The known ids of the keys; keys without one are absent. */
    Map<LookupKey, AccountId> known(Scope scope, Collection<LookupKey> keys);

    void learn(Scope scope, Map<LookupKey, AccountId> learned, Instant now);

    /** Removes ids that are no longer valid. */
    void forget(Scope scope, Collection<LookupKey> keys);

    /**
     * The scope within which a key identifies one person.
     *
     * @param application the vendor and its application
     * @param idType the type of id that the keys are
     */
    record Scope(String application, String idType) {}
}
