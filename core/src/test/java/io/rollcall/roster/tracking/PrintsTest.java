package io.rollcall.roster.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.AccountId;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The store keeps prints, so they must be the same in every later version. */
class PrintsTest {
    private final Prints prints = new Prints();

    private static Person person(
            @Nullable String name,
            @Nullable String title,
            Map<String, String> extension,
            List<DepartmentId> departments) {
        return new Person(
                new PersonId("zhangsan"),
                new UserId("z21"),
                name,
                departments,
                title,
                "4",
                "test@xxx.com",
                "org@xxx.com",
                "86",
                "13800138000",
                false,
                "010-86123456-2345",
                "Future Park",
                "Remark",
                "xxx",
                176_321_988_402_671L,
                extension,
                Instant.parse("2020-08-16T10:26:56.828Z"),
                true,
                true,
                true,
                true,
                false,
                null);
    }

    private static UserAccount account(@Nullable String name, List<String> codes) {
        return new UserAccount(
                new AccountId("hw1"),
                "acct",
                name,
                "John",
                "a@b.c",
                "177****0476",
                "Dept",
                codes,
                "+9911",
                "88",
                "NORMAL_USER",
                "T",
                "D",
                "S",
                true,
                false,
                Instant.parse("2019-04-03T05:20:17.303Z"));
    }

    @Test
    void knownPrints_neverChange() {
        assertThat(prints.person(person("John", "Director", Map.of("Hobby", "Travel"), List.of())))
                .isEqualTo(PERSON);
        assertThat(prints.account("found", account("John", List.of("1", "2")))).isEqualTo(ACCOUNT);
        assertThat(prints.account("not-found", null)).isEqualTo(NOT_FOUND);
    }

    private static final long PERSON = 8225833211468987294L;
    private static final long ACCOUNT = 1222267781622289213L;
    private static final long NOT_FOUND = 3673481879946795607L;

    @Test
    void print_isOfTheValues_notOfTheirOrderOrPlace() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("Hobby", "Travel");
        one.put("Age", "24");
        one.put("Empty", "");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("Age", "24");
        other.put("Hobby", "Travel");
        long print = prints.person(person("John", "Director", one, List.of()));

        assertThat(prints.person(person("John", "Director", other, List.of(new DepartmentId(7)))))
                .isEqualTo(print);
        assertThat(prints.person(person("JohnD", "irector", one, List.of()))).isNotEqualTo(print);
        assertThat(prints.person(person("Director", "John", one, List.of()))).isNotEqualTo(print);
        assertThat(prints.person(person(null, "Director", one, List.of())))
                .isEqualTo(prints.person(person("", "Director", one, List.of())))
                .isNotEqualTo(print);
    }

    @Test
    void print_ofAnAccount_isOfEachField() {
        long print = prints.account("found", account("John", List.of("1", "2")));

        assertThat(prints.account("unknown-status", account("John", List.of("1", "2"))))
                .isNotEqualTo(print);
        assertThat(prints.account("found", account(null, List.of("1", "2")))).isNotEqualTo(print);
        assertThat(prints.account("found", account("John", List.of("12")))).isNotEqualTo(print);
        assertThat(prints.account("found", null)).isNotEqualTo(print);
    }

    /** The vectors of SipHash's authors are for bytes; these words are the same as bytes. */
    @Test
    void words_areHashedAsSipHashDoes() {
        StablePrint print = new StablePrint();
        assertThat(print.add(1L).add(2L).print()).isEqualTo(reference(1, 2)).isNotEqualTo(reference(2, 1));
        assertThat(print.print()).isEqualTo(reference());
    }

    private static long reference(long... words) {
        long[] v = {
            0x726f6c6c63616c6cL ^ 0x736f6d6570736575L,
            0x2d726f737465722eL ^ 0x646f72616e646f6dL,
            0x726f6c6c63616c6cL ^ 0x6c7967656e657261L,
            0x2d726f737465722eL ^ 0x7465646279746573L
        };
        for (long word : words) {
            step(v, word);
        }
        step(v, (long) words.length * 8 << 56);
        v[2] ^= 0xff;
        for (int i = 0; i < 4; i++) {
            round(v);
        }
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    private static void step(long[] v, long word) {
        v[3] ^= word;
        round(v);
        round(v);
        v[0] ^= word;
    }

    private static void round(long[] v) {
        v[0] += v[1];
        v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
        v[0] = Long.rotateLeft(v[0], 32);
        v[2] += v[3];
        v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
        v[0] += v[3];
        v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
        v[2] += v[1];
        v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
        v[2] = Long.rotateLeft(v[2], 32);
    }
}
