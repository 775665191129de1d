package io.rollcall.state;

import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Remembers the looking-up vendor's own ids, learned from questions about one person, so that later runs ask in batches. */
public interface LearnedAccountRepository {

    /** The ids known for those of the keys that have one. */
    Map<LookupKey, AccountId> known(Scope scope, Collection<LookupKey> keys);

    void learn(Scope scope, Map<LookupKey, AccountId> learned, Instant now);

    /** Forgets ids that turned out to be no longer true. */
    void forget(Scope scope, Collection<LookupKey> keys);

    /**
     * Within which a key means one person.
     *
     * @param application the vendor and its application
     * @param idType as which the keys are asked
     */
    record Scope(String application, String idType) {}
}
