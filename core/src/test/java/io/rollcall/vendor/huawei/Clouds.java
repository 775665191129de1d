package io.rollcall.vendor.huawei;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Huawei applications for tests, and what readings hold. */
final class Clouds {
    static final String APP_ID = "0123456789abcdef0123456789abcdef";
    static final String APP_KEY = "rollcall-test-app-key";
    static final String NONCE = "abcdefghijklmnopqrstuvwxyz012345";
    static final long EXPIRE_TIME = 1_700_000_600;

    private Clouds() {}

    static Huawei huawei(String userId, @Nullable String corpId) {
        return new Huawei(
                new HuaweiSettings(URI.create("http://127.0.0.1:3"), APP_ID, Secret.of(APP_KEY), userId, corpId));
    }

    static <O> O answer(ParsedResponse<O> reading) {
        assertThat(reading).isInstanceOf(ParsedResponse.Answer.class);
        return ((ParsedResponse.Answer<O>) reading).value();
    }

    static <O> Fault fault(ParsedResponse<O> reading) {
        assertThat(reading).isInstanceOf(ParsedResponse.Refusal.class);
        return ((ParsedResponse.Refusal<O>) reading).fault();
    }
}
