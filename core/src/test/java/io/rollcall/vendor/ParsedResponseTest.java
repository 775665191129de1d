package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParsedResponseTest {
    private static final Fault FAULT =
            new Fault.BadRequest(Fault.Origin.of(new OperationName("vendor", "ask")), "Ask otherwise.");

    @Test
    void then_whenAnswered_goesOn() {
        assertThat(ParsedResponse.answer(2).then(two -> ParsedResponse.answer("b".repeat(two))))
                .isEqualTo(ParsedResponse.answer("bb"));
        assertThat(ParsedResponse.answer(2).then(two -> ParsedResponse.refusal(FAULT)))
                .isEqualTo(ParsedResponse.refusal(FAULT));
    }

    @Test
    void then_whenRefused_staysRefused() {
        assertThat(ParsedResponse.<Integer>refusal(FAULT).then(ParsedResponse::answer))
                .isEqualTo(ParsedResponse.refusal(FAULT));
    }
}
