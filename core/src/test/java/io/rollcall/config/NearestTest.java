package io.rollcall.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void edits_whenLettersAreSwappedMissingOrWrong_countsEachOnce() {
        assertThat(Nearest.edits("uesrs", "users")).isEqualTo(1);
        assertThat(Nearest.edits("user", "users")).isEqualTo(1);
        assertThat(Nearest.edits("usars", "users")).isEqualTo(1);
        assertThat(Nearest.edits("", "users")).isEqualTo(5);
    }

    @Test
    void to_whenSeveralAreAsNear_takesTheFirstByAlphabet() {
        assertThat(Nearest.to("x", List.of("c", "b"))).contains("b");
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }

    @Property
    void edits_ofAnyTwo_isADistance(
            @ForAll @StringLength(max = 8) String one, @ForAll @StringLength(max = 8) String other) {
        assertThat(Nearest.edits(one, one)).isZero();
        assertThat(Nearest.edits(one, other)).isEqualTo(Nearest.edits(other, one));
        assertThat(Nearest.edits(one, other))
                .isBetween(Math.abs(one.length() - other.length()), Math.max(one.length(), other.length()));
    }
}
