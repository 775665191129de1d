package io.rollcall.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Faults;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.setting.PersonEntries;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom entries of lists mean without a tracked roster, and how long that is remembered. */
class PeopleLookupTest {
    private final SmallDirectory directory = new SmallDirectory()
            .with("zhangsan", "UN-zhangsan", "+8613800138001", 1)
            .with("lisi", "UN-lisi", "+8613800138002", 1, 4)
            .with("shared", "UN-shared", "+8613800138002", 7)
            .with("robot", null, "+8613800138003");

    private List<PersonEntry> entries = List.of();

    private PeopleLookup lookup(boolean remembering, String... texts) {
        entries = IntStream.range(0, texts.length)
                .mapToObj(index -> PersonEntries.parse(texts[index], index + 1))
                .toList();
        PeopleLookup lookup = new PeopleLookup(directory, directory.memory, remembering);
        entries.forEach(entry -> lookup.add("test", entry, "the list, entry"));
        return directory.conduct(lookup);
    }

    private List<String> users(PeopleLookup lookup) {
        return lookup.users("test", entries).stream().map(UserId::value).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UN9|UN9",
                "userid:zhangsan|UN-zhangsan",
                "mobile:+86 138-0013-8001|UN-zhangsan",
                "mobile:13800138001|UN-zhangsan",
            })
    void anEntry_thatMeansOnePerson_isThatPerson(String entry, String person) {
        PeopleLookup lookup = lookup(false, entry);

        assertThat(users(lookup)).containsExactly(person);
        assertThat(lookup.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userid:missing|NOT_FOUND|No one in the directory has this userId. Correct the entry, or remove it.",
                "mobile:+8613900000000|NOT_FOUND|No one in the directory has this mobile number. Correct the entry, or remove"
                        + " it.",
                "mobile:13800138002|BAD_REQUEST|2 people have this mobile number: lisi (department 1, department 4); shared"
                        + " (department 7). Write userid: with the right one.",
                "mobile:13800138003|BAD_REQUEST|The directory shows no unionId for the person with this mobile number, and"
                        + " meetings need one. Check the application's contacts permissions.",
                "name:赵云|BAD_REQUEST|A name needs a tracked roster of the same directory, and the store has none. Set"
                        + " track=true for a roster flow and let it run, or write userid: or mobile: instead.",
            })
    void anEntry_thatMeansNobodyOrSeveral_isAProblemOfItsPlace_andTheOthersCount(
            String entry, Fault.Kind kind, String message) {
        PeopleLookup lookup = lookup(false, "UN9", entry, "userid:zhangsan");

        assertThat(users(lookup)).containsExactly("UN9", "UN-zhangsan");
        assertThat(lookup.problems()).containsExactly(new Problem("the list, entry 2", kind, null, null, message));
    }

    @Test
    void entries_ofOnePerson_areOnePerson() {
        PeopleLookup lookup = lookup(false, "userid:zhangsan", "mobile:13800138001", "userid:zhangsan", "UN-zhangsan");

        assertThat(users(lookup)).containsExactly("UN-zhangsan");
        // the userId once, and the number with the person behind it
        assertThat(directory.calls).hasSize(3);
    }

    @Test
    void whoWasFound_isNotLookedUpForAnHour_andARefusalHoldsFiveMinutes() {
        lookup(false, "userid:zhangsan", "userid:late");
        directory.with("late", "UN-late", null);
        directory.calls.clear();

        directory.now = directory.now.plus(Duration.ofMinutes(4));
        assertThat(lookup(false, "userid:zhangsan", "userid:late").problems()).hasSize(1);
        assertThat(directory.calls).isEmpty();

        directory.now = directory.now.plus(Duration.ofMinutes(1));
        assertThat(users(lookup(false, "userid:zhangsan", "userid:late"))).containsExactly("UN-zhangsan", "UN-late");
        assertThat(directory.calls).hasSize(1);

        directory.now = directory.now.plus(Duration.ofMinutes(55));
        lookup(false, "userid:zhangsan");
        assertThat(directory.calls).hasSize(2);
    }

    @Test
    void aDirectoryThatDoesNotAnswer_leavesWhoWasFoundForADay_andIsAProblemForOthers() {
        lookup(false, "userid:zhangsan");
        directory.fault = Faults.permission(new OperationName("test", "person"));

        directory.now = directory.now.plus(Duration.ofHours(23));
        PeopleLookup outage = lookup(false, "userid:zhangsan", "userid:lisi");
        assertThat(users(outage)).containsExactly("UN-zhangsan");
        assertThat(outage.problems())
                .containsExactly(
                        new Problem("the list, entry 2", Fault.Kind.PERMISSION, "noPermission", "r4", "Grant it."));

        directory.now = directory.now.plus(Duration.ofHours(1));
        assertThat(lookup(false, "userid:zhangsan").problems()).hasSize(1);

        directory.fault = null;
        assertThat(users(lookup(false, "userid:zhangsan", "userid:lisi"))).containsExactly("UN-zhangsan", "UN-lisi");
    }

    @Test
    void aRunOnEvents_usesWhatIsKnown_andLooksNobodyUp() {
        PeopleLookup before = lookup(true, "userid:zhangsan", "UN9");
        assertThat(users(before)).containsExactly("UN9");
        assertThat(before.problems()).isEmpty();

        lookup(false, "userid:zhangsan", "userid:missing");
        directory.calls.clear();
        directory.now = directory.now.plus(Duration.ofDays(3));
        PeopleLookup after = lookup(true, "userid:zhangsan", "userid:missing", "UN9");

        assertThat(users(after)).containsExactly("UN-zhangsan", "UN9");
        assertThat(after.problems()).isEmpty();
        assertThat(directory.calls).isEmpty();
    }

    @Test
    void toString_showsNoPerson() {
        lookup(false, "name:PLANTED", "mobile:13800138001");

        assertThat(entries.toString()).isEqualTo("[name:*** at 1, mobile:*** at 2]");
    }
}
