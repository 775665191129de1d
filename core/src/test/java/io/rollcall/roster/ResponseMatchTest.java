package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.AccountId;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserDetails.Status;
import io.rollcall.roster.RosterConfig.Join;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseMatchTest {
    private static UserDetails item(String id, String account) {
        return new UserDetails(
                Status.FOUND,
                0L,
                new UserAccount(
                        id == null ? null : new AccountId(id),
                        account,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void of_whenIdIsEchoed_joinsWhateverTheOrder() {
        UserDetails b = item("b", null);
        UserDetails a = item("a", null);
        assertThat(ResponseMatch.of(List.of("a", "b", "c"), List.of(b, a), Join.ID)
                        .sure())
                .containsOnlyKeys("a", "b")
                .containsEntry("a", a)
                .containsEntry("b", b);
    }

    @Test
    void of_whenTwoItemsEchoOneId_trustsNeither() {
        ResponseMatch match =
                ResponseMatch.of(List.of("a", "b"), List.of(item("a", "x"), item("a", "y"), item("a", "z")), Join.ID);
        assertThat(match.sure()).isEmpty();
        assertThat(match.doubtful()).containsExactly("a");
    }

    @Test
    void of_whenCaseDiffers_doesNotJoin() {
        assertThat(ResponseMatch.of(List.of("a"), List.of(item("A", null)), Join.ID)
                        .sure())
                .isEmpty();
    }

    @Test
    void of_whenOnlyTheAccountEquals_joinsWhereTheAdministratorSaysSo() {
        List<UserDetails> items = List.of(item("uuid", "a"));
        assertThat(ResponseMatch.of(List.of("a", "b"), items, Join.ID).sure()).isEmpty();
        assertThat(ResponseMatch.of(List.of("a", "b"), items, Join.ACCOUNT).sure())
                .containsOnlyKeys("a");
    }

    @Test
    void of_whenIdAndAccountNameDifferentPeople_trustsNeither() {
        ResponseMatch match =
                ResponseMatch.of(List.of("a", "b", "c"), List.of(item("a", "b"), item("c", "c")), Join.ACCOUNT);
        assertThat(match.sure()).containsOnlyKeys("c");
        assertThat(match.doubtful()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void alone_whenOneItemComes_isAboutTheOneAsked() {
        UserDetails item = item("uuid", null);
        assertThat(ResponseMatch.alone("a", List.of(item), Join.ID)).isSameAs(item);
    }

    @Test
    void alone_whenSeveralItemsCome_takesTheExactEchoOnly() {
        UserDetails echo = item("a", null);
        assertThat(ResponseMatch.alone("a", List.of(item("x", null), echo), Join.ID))
                .isSameAs(echo);
        assertThat(ResponseMatch.alone("a", List.of(item("x", null), item("y", null)), Join.ID))
                .isNull();
        assertThat(ResponseMatch.alone("a", List.of(), Join.ID)).isNull();
    }
}
