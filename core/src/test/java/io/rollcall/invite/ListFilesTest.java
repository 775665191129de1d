package io.rollcall.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.cohost.UserList;
import io.rollcall.model.Invitee;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.PersonReference;
import io.rollcall.model.PersonReference.Kind;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.setting.LineProblem;
import io.rollcall.setting.ListFile;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListFilesTest {

    @Test
    void users_whenThereAreCommentsBlanksAndAByteOrderMark_areOneALineEachOnce() {
        ListFile<PersonEntry> list = UserList.parse(
                "\uFEFF# board\r\n\r\n  UN1iEiE  \r\nUN2 # deputy\n\tUN1iEiE\u00A0# again\n\u200B#UN4\n#UN5");

        assertThat(list.problems()).isEmpty();
        assertThat(list.items()).containsExactly(known("UN1iEiE"), known("UN2"));
    }

    private static PersonEntry known(String id) {
        return new PersonEntry.Known(new UserId(id));
    }

    private static PersonEntry.LookedUp lookedUp(Kind kind, String text, int line) {
        return new PersonEntry.LookedUp(new PersonReference(kind, text), line);
    }

    @Test
    void people_withAPrefix_areLookedUpLaterAndKnowTheirLine() {
        assertThat(UserList.parse("UN1\n# chairs\nname:\u8D75\u4E91 # deputy\nMobile: 13800138000\n")
                        .items())
                .containsExactly(
                        known("UN1"), lookedUp(Kind.NAME, "\u8D75\u4E91", 3), lookedUp(Kind.MOBILE, "13800138000", 4));
        assertThat(InviteeList.parse("unionId,phone,nick\nuserid:zhangsan,,Zoe\n")
                        .items())
                .containsExactly(new InviteeEntry.LookedUp(lookedUp(Kind.USERID, "zhangsan", 2), "Zoe"));
    }

    @Test
    void users_whenALineHoldsMore_saysWhich() {
        assertThat(UserList.parse("UN1\nUN2,UN3\nUN4 UN5\n").problems())
                .extracting(LineProblem::line)
                .containsExactly(2, 3);
    }

    @Test
    void users_whenLinesAreNoIds_saysWhatIsWrongWithEach() {
        ListFile<PersonEntry> list =
                UserList.parse("UN-a;UN-b\n\"UN-c\"\nunionId\n13800138000\nUN-d#comment\n\u200BUN-e\u3000\n"
                        + "UN-f\uFF0CUN-g\n\u5F20\u4E09\nuserid:zhang san\nU\0N\0");

        assertThat(list.items()).containsExactly(known("UN-e"));
        assertThat(list.problems()).extracting(LineProblem::line).containsExactly(1, 2, 3, 4, 5, 7, 8, 9, 10);
        assertThat(list.problems().get(0).message()).startsWith("holds a semicolon");
        assertThat(list.problems().get(4).message()).isEqualTo("holds '#'; put a blank before a comment");
    }

    @Test
    void users_whenEmpty_areNone() {
        assertThat(UserList.parse("").isValid()).isTrue();
        assertThat(UserList.parse("").items()).isEmpty();
    }

    @Test
    void invitees_whenWellWritten_areUsersAndPhones() {
        ListFile<InviteeEntry> list = InviteeList.parse(
                "\uFEFFunionId,phone,nick\r\nUN1,,\"Smith, \"\"Jo\"\"\"\r\n,+86 138-0013-8000,Duty: officer\r\n\r\n,110,\r\nUN1,,again\r\n");

        assertThat(list.problems()).isEmpty();
        assertThat(list.items())
                .containsExactly(
                        new InviteeEntry.Known(new Invitee.User(new UserId("UN1"), "Smith, \"Jo\"")),
                        new InviteeEntry.Known(
                                new Invitee.Phone(new PhoneNumber("+86 138-0013-8000"), "Duty: officer")),
                        new InviteeEntry.Known(new Invitee.Phone(new PhoneNumber("110"), null)));
    }

    @Test
    void invitees_whenRowsAreWrong_saysEveryLineAndNoPerson() {
        ListFile<InviteeEntry> list = InviteeList.parse("unionId,phone,nick\nUN1,,\nUN2,+8613900139000,Zoe\n,,Zoe\n"
                + ",8.61E+12,Zoe\nUN3,Zoe\nUN4,,\"Zoe\n\nZoe");

        assertThat(list.problems()).extracting(LineProblem::line).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(list.problems().toString()).doesNotContain("Zoe", "8.61", "13900139000");
    }

    @Test
    void invitees_whenIdsOrNumbersAreNone_saysWhatIsWrongWithEach() {
        ListFile<InviteeEntry> list = InviteeList.parse(
                "\uFEFFunionId,phone,nick\nUN\uFF0C1,,A\n13800138000,,B\n,\uFF0B8613800138000,C\n"
                        + "\u00A0UN1\u200B,,D\n,13800138000 13900139000,\nunionId,,E\nname:,,F\nUN2,,\u200B\u3000\n,UN3,G");

        assertThat(list.items()).containsExactly(new InviteeEntry.Known(new Invitee.User(new UserId("UN1"), "D")));
        assertThat(list.problems()).extracting(LineProblem::line).containsExactly(2, 3, 4, 6, 7, 8, 9, 10);
    }

    @Test
    void invitees_whenHeaderIsMissing_saysSo() {
        assertThat(InviteeList.parse("").problems().toString()).contains("unionId,phone,nick");
        assertThat(InviteeList.parse("unionId;phone;nick\nUN1;;A").problems())
                .contains(new LineProblem(1, "must be the header unionId,phone,nick"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UN1,,Zoe \"Jo\"", "UN1,,\"Zoe\" Jo", "UN1,,\"Zoe", "UN1,\"\",\"\"\"", "UN1,,\"Zoe\"\"Jo\"x"})
    void invitees_whenAQuoteIsMisplaced_saysWhereAndReadsOn(String row) {
        assertThat(InviteeList.parse("unionId,phone,nick\n\"UN2\",,\"A \"\"B\"\",\"\n" + row)
                        .problems())
                .containsExactly(new LineProblem(
                        3, "has a quote in the wrong place; quote the whole cell and double the quotes inside"));
        assertThat(InviteeList.parse("unionId,phone,nick\nUN1,,\"A\nB\" C\nUN2,,\nUN3,,\"D\"")
                        .problems())
                .extracting(LineProblem::line)
                .containsExactly(2, 4);
    }

    @Property
    void csv_whenWrittenByALibrary_isReadAsItWasWritten(@ForAll("tables") List<List<String>> table) throws IOException {
        StringWriter text = new StringWriter();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setQuoteMode(org.apache.commons.csv.QuoteMode.ALL)
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            printer.printRecords(table);
        }

        ListFile<Csv.Row> read = Csv.parse(text.toString());

        assertThat(read.problems()).isEmpty();
        assertThat(read.items()).extracting(Csv.Row::cells).isEqualTo(table);
    }

    @Property(tries = 2000)
    void lists_ofAnyText_neverThrow(@ForAll("texts") String text) {
        assertThat(UserList.parse(text)).isNotNull();
        assertThat(InviteeList.parse(text)).isNotNull();
        assertThat(InviteeList.parse("unionId,phone,nick\n" + text)).isNotNull();
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return texts().list().ofMinSize(2).ofMaxSize(4).list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", ",", "\"", "\n", "\r\n", "\r", " ", "1", "#", "\uFEFF", "\ud83d\ude00", ";")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
