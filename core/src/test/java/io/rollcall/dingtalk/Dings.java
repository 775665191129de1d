package io.rollcall.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.Fault;
import io.rollcall.call.Reading;
import io.rollcall.call.SkippedRows;
import io.rollcall.provider.Secret;
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

    static <O> O answer(Reading<O> reading) {
        assertThat(reading).isInstanceOf(Reading.Answer.class);
        return ((Reading.Answer<O>) reading).value();
    }

    /** Messages about the rows of a list that were skipped. */
    static <O> List<String> skipped(Reading<O> reading) {
        assertThat(reading).isInstanceOf(Reading.Answer.class);
        SkippedRows skipped = ((Reading.Answer<O>) reading).skipped();
        assertThat(skipped.count()).isGreaterThanOrEqualTo(skipped.shown().size());
        return skipped.shown();
    }

    static <O> Fault fault(Reading<O> reading) {
        assertThat(reading).isInstanceOf(Reading.Refusal.class);
        return ((Reading.Refusal<O>) reading).fault();
    }
}
