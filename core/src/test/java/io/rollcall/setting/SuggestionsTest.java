package io.rollcall.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    @Test
    void edits_whenLettersAreSwappedMissingOrWrong_countsEachOnce() {
        assertThat(Suggestions.edits("uesrs", "users")).isEqualTo(1);
        assertThat(Suggestions.edits("user", "users")).isEqualTo(1);
        assertThat(Suggestions.edits("usars", "users")).isEqualTo(1);
        assertThat(Suggestions.edits("", "users")).isEqualTo(5);
    }

    @Test
    void to_whenSeveralAreAsNear_takesTheFirstByAlphabet() {
        assertThat(Suggestions.to("x", List.of("c", "b"))).contains("b");
        assertThat(Suggestions.to("x", List.of())).isEmpty();
    }

    @Test
    void choice_whenNothingIsSimilar_namesWhatThereIs() {
        assertThat(Suggestions.choice("bord", List.of("duty", "board"))).isEqualTo("; did you mean board?");
        assertThat(Suggestions.choice("nosuch", List.of("duty", "board", "duty")))
                .isEqualTo("; choose from board, duty");
        assertThat(Suggestions.choice("nosuch", List.of())).isEmpty();
        assertThat(Suggestions.choice(
                        "nosuch",
                        IntStream.range(10, 30).mapToObj(i -> "flow" + i).toList()))
                .endsWith("flow19, …");
    }

    @Property
    void edits_ofAnyTwo_isADistance(
            @ForAll @StringLength(max = 8) String one, @ForAll @StringLength(max = 8) String other) {
        assertThat(Suggestions.edits(one, one)).isZero();
        assertThat(Suggestions.edits(one, other)).isEqualTo(Suggestions.edits(other, one));
        assertThat(Suggestions.edits(one, other))
                .isBetween(Math.abs(one.length() - other.length()), Math.max(one.length(), other.length()));
    }
}
