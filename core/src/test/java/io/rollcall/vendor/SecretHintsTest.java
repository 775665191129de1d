package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.setting.UnavailableSecretException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretHintsTest {
    private static final Fault.Origin ORIGIN = Fault.Origin.of(new OperationName("dingtalk", "token"));

    private static String remedy(Secret secret, Fault fault) {
        ParsedResponse<String> reading = SecretHints.in(ParsedResponse.refusal(fault), Map.of("client-secret", secret));
        return ((ParsedResponse.Refusal<String>) reading).fault().remedy();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '~',
            value = {
                "S3CRET |has a blank or an invisible character at its beginning or end",
                "\u200BS3CRET|has a blank or an invisible character at its beginning or end",
                "S3CRET\u00A0|has a blank or an invisible character at its beginning or end",
                "S3\u200BCRET|has a blank or an invisible character inside",
                "\"S3CRET\"|stands in quotes",
                "'S3CRET'|stands in quotes"
            })
    void hint_ofAnOddSecret_saysWhatIsOddAndNotTheSecret(String value, String hint) {
        assertThat(remedy(Secret.of(value), new Fault.TokenRejected(ORIGIN, "Check {{client-secret}}.")))
                .startsWith("Check {{client-secret}}. The value of {{client-secret}} ")
                .contains(hint)
                .doesNotContain("CRET\"", "S3");
    }

    @Test
    void hint_ofSeveralLines_saysSo() {
        assertThat(remedy(Secret.of("S3CRET\nOTHER=x"), new Fault.TokenRejected(ORIGIN, "Check.")))
                .isEqualTo(
                        "Check. The value of {{client-secret}} has more than one line: keep the secret's own line only.");
    }

    @Test
    void hint_ofAnOrdinarySecret_isNone() {
        assertThat(remedy(Secret.of("S3CRET"), new Fault.TokenRejected(ORIGIN, "Check.")))
                .isEqualTo("Check.");
        Secret gone = Secret.from(() -> {
            throw new UnavailableSecretException("gone");
        });
        assertThat(remedy(gone, new Fault.TokenRejected(ORIGIN, "Check."))).isEqualTo("Check.");
    }
}
