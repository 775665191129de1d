package io.rollcall.camel.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.Clocks;
import io.rollcall.cohost.UserList;
import io.rollcall.invite.InviteeList;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.state.ListFingerprintRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListFilesTest {
    @TempDir
    Path folder;

    private Path file;
    private Instant wall = Instant.ofEpochSecond(1_800_000_000);
    private Instant monotonic = Instant.EPOCH;
    private final Clocks clocks = new Clocks(() -> wall, () -> monotonic);
    private final Map<String, ListFingerprintRepository.Fingerprint> stored = new HashMap<>();
    private final ListFingerprintRepository store = new ListFingerprintRepository() {
        @Override
        public Optional<Fingerprint> find(String name) {
            return Optional.ofNullable(stored.get(name));
        }

        @Override
        public void keep(String name, Fingerprint fingerprint) {
            stored.put(name, fingerprint);
        }
    };
    private ListFiles lists = process();
    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        file = folder.resolve("users.txt");
        write("A\nB\nC\nD\nE\n");
        assertThat(read()).hasSize(5);
        assertThat(problems).isEmpty();
    }

    private ListFiles process() {
        return new ListFiles(() -> store, clocks);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private List<PersonEntry> read() {
        problems.clear();
        return lists.read(UserList.FORMAT, file, true, problems::add);
    }

    private void pass(int seconds) {
        wall = wall.plusSeconds(seconds);
        monotonic = monotonic.plusSeconds(seconds);
    }

    @Test
    void read_whenTheFileIsEmptyForAMoment_keepsTheListAndSaysSo() throws IOException {
        write("");
        assertThat(read()).hasSize(5);
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0).message()).contains("had 5 entries and has 0", "stays in force");
        pass(9);
        assertThat(read()).hasSize(5);
        write("A\nB\nC\nD\nE\nF\n");
        assertThat(read()).hasSize(6);
        assertThat(problems).isEmpty();
    }

    @Test
    void read_whenTheFileStaysEmpty_countsAfterTenSecondsAndIsMentionedForEver() throws IOException {
        write("# nobody\n");
        read();
        pass(10);
        for (int i = 0; i < 3; i++) {
            assertThat(read()).isEmpty();
            assertThat(problems)
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .contains("is empty");
            pass(60);
        }
    }

    @Test
    void read_whileTheFileIsBeingWritten_keepsTheList() throws IOException {
        for (String part : new String[] {"A", "A\nB", "A\nB\nX", "A\nB\nX\nY\nZ"}) {
            write(part);
            List<PersonEntry> listed = read();
            if (part.length() < 5) {
                assertThat(listed).hasSize(5).contains(new PersonEntry.Known(new UserId("E")));
            }
            pass(7);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void read_whenTheWallClockJumps_countsTheSecondsThatPassed() throws IOException {
        write("A\n");
        read();
        wall = wall.plusSeconds(3600);
        assertThat(read()).hasSize(5);
        wall = wall.minusSeconds(7200);
        monotonic = monotonic.plusSeconds(10);
        assertThat(read()).containsExactly(new PersonEntry.Known(new UserId("A")));
    }

    @Test
    void read_inANewProcess_knowsThatMostAreGone() throws IOException {
        write("A\n");
        lists = process();

        assertThat(read()).containsExactly(new PersonEntry.Known(new UserId("A")));
        assertThat(problems)
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("had 5", "No role is removed");

        lists = process();
        pass(9);
        read();
        assertThat(problems).hasSize(1);
        lists = process();
        pass(1);
        assertThat(read()).hasSize(1);
        assertThat(problems).isEmpty();
        lists = process();
        assertThat(read()).hasSize(1);
        assertThat(problems).isEmpty();
    }

    @Test
    void read_whenOnlyPlanning_remembersNothing() throws IOException {
        Map<String, ListFingerprintRepository.Fingerprint> before = Map.copyOf(stored);
        write("A\n");

        lists = process();
        assertThat(lists.read(UserList.FORMAT, file, false, problems::add)).hasSize(1);

        assertThat(problems).hasSize(1);
        assertThat(stored).isEqualTo(before);
    }

    @Test
    void read_whenTheFileIsGoneForAMoment_keepsTheList() throws IOException {
        Files.delete(file);
        assertThat(read()).hasSize(5);
        assertThat(problems).hasSize(1);
        write("A\n");
        assertThat(read()).hasSize(5);
        assertThat(problems).hasSize(1);
    }

    @Test
    void read_whenInviteesAreGone_invitesNobodyAndMentionsIt() throws IOException {
        ListFiles invitees = process();
        write("unionId,phone,nick\nUN1,,One\n");
        assertThat(invitees.read(InviteeList.FORMAT, file, true, problems::add)).hasSize(1);
        write("unionId,phone,nick\n");

        assertThat(invitees.read(InviteeList.FORMAT, file, true, problems::add)).isEmpty();
        assertThat(problems)
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("is empty");
    }
}
