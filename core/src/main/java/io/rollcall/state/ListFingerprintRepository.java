package io.rollcall.state;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores the fingerprint of a list file when it was last accepted, without its content. Every method throws
 * {@link StoreException} if the store cannot be used. Thread-safe.
 */
public interface ListFingerprintRepository {

    /** Stores nothing. */
    ListFingerprintRepository NONE = new ListFingerprintRepository() {
        @Override
        public Optional<Fingerprint> find(String file) {
            return Optional.empty();
        }

        @Override
        public void keep(String file, Fingerprint fingerprint) {}
    };

    /** The stored fingerprint of a file; empty if there is none. */
    Optional<Fingerprint> find(String file);

    /** Stores the fingerprint of a file. */
    void keep(String file, Fingerprint fingerprint);

    /**
     * The fingerprint of a file.
     *
     * @param count how many entries were accepted
     * @param hash of the accepted entries
     * @param doubtful the hash of newer entries that are not accepted yet; null if there are none
     * @param doubtfulSince when these were first read, by the wall clock; null if there are none
     */
    record Fingerprint(int count, String hash, @Nullable String doubtful, @Nullable Instant doubtfulSince) {}
}
