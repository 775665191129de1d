package io.rollcall.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final Fault FAULT =
            new Fault.BadRequest(Fault.Origin.of(new OperationName("vendor", "ask")), "Ask otherwise.");

    @Test
    void then_whenAnswered_goesOn() {
        assertThat(Reading.answer(2).then(two -> Reading.answer("b".repeat(two))))
                .isEqualTo(Reading.answer("bb"));
        assertThat(Reading.answer(2).then(two -> Reading.refusal(FAULT))).isEqualTo(Reading.refusal(FAULT));
    }

    @Test
    void then_whenRefused_staysRefused() {
        assertThat(Reading.<Integer>refusal(FAULT).then(Reading::answer)).isEqualTo(Reading.refusal(FAULT));
    }
}
