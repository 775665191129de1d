package io.rollcall.vendor.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.SkippedRows;
import java.net.URI;
import java.util.List;

/** DingTalk applications for tests, and what readings hold. */
final class Dings {
    static final DingTalkSettings INTERNAL = new DingTalkSettings(
            AppType.INTERNAL,
            "key",
            Secret.of("s3cret"),
            null,
            null,
            URI.create("http://127.0.0.1:1/x"),
            URI.create("http://127.0.0.1:2"));
    static final DingTalkSettings THIRD_PARTY = new DingTalkSettings(
            AppType.THIRD_PARTY,
            "suite",
            Secret.of("s3cret"),
            "ding9",
            Secret.of("t1cket"),
            INTERNAL.api(),
            INTERNAL.oapi());
    static final DingTalk DINGTALK = new DingTalk(INTERNAL);

    private Dings() {}

    static <O> O answer(ParsedResponse<O> reading) {
        assertThat(reading).isInstanceOf(ParsedResponse.Answer.class);
        return ((ParsedResponse.Answer<O>) reading).value();
    }

    /** Messages about the rows of a list that were skipped. */
    static <O> List<String> skipped(ParsedResponse<O> reading) {
        assertThat(reading).isInstanceOf(ParsedResponse.Answer.class);
        SkippedRows skipped = ((ParsedResponse.Answer<O>) reading).skipped();
        assertThat(skipped.count()).isGreaterThanOrEqualTo(skipped.shown().size());
        return skipped.shown();
    }

    static <O> Fault fault(ParsedResponse<O> reading) {
        assertThat(reading).isInstanceOf(ParsedResponse.Refusal.class);
        return ((ParsedResponse.Refusal<O>) reading).fault();
    }
}
