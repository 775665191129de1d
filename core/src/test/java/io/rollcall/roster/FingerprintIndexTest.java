package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintIndexTest {

    /** Fingerprints that differ in few bits are as far from an even distribution as can be. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 8, 32})
    void putIfAbsent_whateverTheFingerprints_keepsTheFirstNumbersOfEach(int sameBits) {
        Random random = new Random(sameBits);
        int mask = sameBits == Integer.SIZE ? 0xff : -1 << sameBits;
        FingerprintIndex index = FingerprintIndex.ofOrdinalsWithHash();
        Map<Fingerprint, Long> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Fingerprint fingerprint = new Fingerprint(random.nextLong() & mask, (byte) (random.nextInt() & mask));
            int hash = random.nextInt();
            Long before = expected.putIfAbsent(fingerprint, (long) i << 32 | hash & 0xffffffffL);
            assertThat(index.putIfAbsent(fingerprint, i, hash))
                    .isEqualTo(before == null ? FingerprintIndex.ABSENT : before);
        }
        expected.forEach(
                (fingerprint, numbers) -> assertThat(index.get(fingerprint)).isEqualTo(numbers));
        assertThat(index.get(new Fingerprint(~0x1234L, (byte) ~0x56)))
                .isEqualTo(expected.getOrDefault(new Fingerprint(~0x1234L, (byte) ~0x56), FingerprintIndex.ABSENT));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0xffff0000})
    void putIfAbsent_whenAllAreSortedByTheSameBits_tellsThemApart(int sortedBy) {
        FingerprintIndex index = FingerprintIndex.ofOrdinals();
        for (int i = 0; i < 300; i++) {
            assertThat(index.putIfAbsent(fingerprint(i, sortedBy), i, 0)).isEqualTo(FingerprintIndex.ABSENT);
        }
        for (int i = 0; i < 300; i++) {
            assertThat(index.get(fingerprint(i, sortedBy))).isEqualTo((long) i << 32);
        }
        assertThat(index.get(fingerprint(300, sortedBy))).isEqualTo(FingerprintIndex.ABSENT);
    }

    private static Fingerprint fingerprint(int upper, int sortedBy) {
        return new Fingerprint((long) upper << Integer.SIZE | sortedBy & 0xffffffffL, (byte) 7);
    }
}
