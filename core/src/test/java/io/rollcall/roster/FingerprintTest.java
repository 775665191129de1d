package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    /** The published test vectors of SipHash-2-4 with 128 bits: the bytes 0, 1, 2 … under the key 00 01 … 0f. */
    @ParameterizedTest
    @CsvSource({
        "0, A3817F04BA25A8E66DF67214C7550293",
        "2, 8177228DA4A45DC7FCA38BDEF60AFFE4",
        "8, 3B62A9BA6258F5610F83E264F31497B4",
        "10, 00110DC378146956C95447D3F3D0FBBA",
        "62, 5853542321F567A005D547A4F04759BD"
    })
    void of_whenKeyIsThatOfTheVectors_isTheUpperPartOfTheirHash(int length, String hash) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        Fingerprint fingerprint = new Fingerprint.Maker(0x0706050403020100L, 0x0f0e0d0c0b0a0908L)
                .of(new String(bytes, StandardCharsets.UTF_16LE));

        byte[] made = ByteBuffer.allocate(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(fingerprint.low())
                .putLong(fingerprint.high())
                .array();
        assertThat(HexFormat.of().withUpperCase().formatHex(made)).isEqualTo(hash.substring(14));
    }

    @Test
    void of_whenTextsDifferInHalfASurrogatePair_differs() {
        Fingerprint.Maker maker = new Fingerprint.Maker();
        assertThat(maker.of("a\uD83D")).isNotEqualTo(maker.of("a\uDE00")).isEqualTo(maker.of("a\uD83D"));
    }

    @Test
    void of_whenMakersAreOfOneProcess_isTheSame() {
        assertThat(new Fingerprint.Maker().of("user1")).isEqualTo(new Fingerprint.Maker().of("user1"));
    }
}
