package io.rollcall.state;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers what a list file held when it was last accepted, without its content. */
public interface ListFingerprintRepository {

    /** For a store that remembers none. */
    ListFingerprintRepository NONE = new ListFingerprintRepository() {
        @Override
        public Optional<Fingerprint> find(String file) {
            return Optional.empty();
        }

        @Override
        public void keep(String file, Fingerprint fingerprint) {}
    };

    /** What is remembered of a file. */
    Optional<Fingerprint> find(String file);

    /** Remembers a file from now on. */
    void keep(String file, Fingerprint fingerprint);

    /**
     * What is remembered of a file.
     *
     * @param count how many entries were accepted
     * @param hash of the accepted entries
     * @param doubtful the hash of newer entries that are not accepted yet; null where there are none
     * @param doubtfulSince when these were read first, by the wall clock; null where there are none
     */
    record Fingerprint(int count, String hash, @Nullable String doubtful, @Nullable Instant doubtfulSince) {}
}
