package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.SettingNames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a vendor wrote, as a report may show it. */
class VendorTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request ip=203.0.113.7 is not in the whitelist",
                "访问ip不在白名单之中,request ip=10.1.2.3",
                "ip [2001:db8:85a3::8a2e:370:7334] refused",
                "不合法的access_token",
                "limit 20 per second, until 2026-11-20 10:00:01",
                "Forbidden.AccessDenied.IpNotInWhiteList",
                "qyapi_get_department_member",
                "errcode 60020"
            })
    void text_withoutSecretsAndPeople_staysAsItIs(String text) {
        assertThat(VendorText.clean(text, List.of())).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "access_token=abc,***",
        "the secret: s3cret!,the ***",
        "mobile 13800138000 is wrong,mobile *** is wrong",
        "call +86 138-0013-8000 failed,call *** failed",
        "mail to li.si@example.com,mail to ***",
        "token f00dfeedf00dfeedf00dfeed ended,token *** ended",
        "unionId z21HjQliSzpw0Yxxxx unknown,unionId *** unknown",
    })
    void secretsAndPeople_areMasked(String text, String shown) {
        assertThat(VendorText.clean(text, List.of())).isEqualTo(shown);
    }

    @Test
    void whatTheRequestCarried_isMaskedWhateverItLooksLike() {
        assertThat(VendorText.clean("用户张三(UN-b) is no member of 1, ip 10.0.0.1", List.of("张三", "UN-b", "1", "x")))
                .isEqualTo("用户***(***) is no member of 1, ip 10.0.0.1");
    }

    @Test
    void controlCharacters_breakNoLine_andTheLengthIsLimited() {
        assertThat(VendorText.clean("a\n\u001b[31mb\u202ec {{client-id}}", List.of()))
                .isEqualTo("a [31mbc { {client-id}}");
        assertThat(VendorText.clean("Wort ".repeat(1_000_000), List.of()))
                .hasSizeLessThanOrEqualTo(VendorText.LONGEST + 1);
        assertThat(VendorText.clean(" \u0000 ", List.of())).isEmpty();
    }

    @Test
    void settings_haveTheNamesOfTheirAccount() {
        String remedy = "Check {{client-id}} and {{suite-ticket-file}}.";
        assertThat(SettingNames.in(remedy, "rollcall.account.hq."))
                .isEqualTo("Check rollcall.account.hq.client-id and rollcall.account.hq.suite-ticket-file.");
        assertThat(SettingNames.in(remedy, "the Kamelet's parameter "))
                .isEqualTo("Check the Kamelet's parameter clientId and the Kamelet's parameter suiteTicketFile.");
    }
}
