package io.rollcall.invite;

import io.rollcall.flow.ListFormat;
import io.rollcall.model.Invitee;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.PhoneNumber;
import io.rollcall.setting.Characters;
import io.rollcall.setting.LineProblem;
import io.rollcall.setting.ListFile;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.PersonEntries;
import io.rollcall.setting.PhoneNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads invitees: an {@code invitees-file} and the items of {@code invitees} and {@code phones}. Stateless and thread-safe. */
public final class InviteeList {
    private static final List<String> HEADER = List.of("unionId", "phone", "nick");

    /** Characters that were used as a separator of invitees in place of a comma. */
    private static final Pattern NEXT_INVITEE =
            Pattern.compile("[;|\uFF0C\u3001\uFF1B\uFF5C\\n\\r]|[\\h\u3000][+A-Za-z0-9/=_-]+[:\uFF1A][^\\h].*");

    /** The format of the file. */
    public static final ListFormat<InviteeEntry> FORMAT = new ListFormat<>(InviteeList::parse, false);

    private InviteeList() {}

    /**
     * Reads the text of a CSV file with the header {@code unionId,phone,nick}, decoded as UTF-8; a byte order mark is
     * tolerated. Each row names either a user, with a nick, or a phone; a
     * user by the unionId or as {@link PersonEntries} says. Never throws.
     */
    public static ListFile<InviteeEntry> parse(String text) {
        ListFile<Csv.Row> csv = Csv.parse(text);
        List<LineProblem> problems = new ArrayList<>(csv.problems());
        List<InviteeEntry> invitees = new ArrayList<>();
        List<Csv.Row> rows = csv.items();
        if (rows.isEmpty() || !strip(rows.get(0).cells()).equals(HEADER)) {
            problems.add(new LineProblem(1, "must be the header " + String.join(",", HEADER)));
        }
        for (Csv.Row row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            try {
                invitees.add(invitee(strip(row.cells()), row.line()));
            } catch (MalformedValueException malformed) {
                problems.add(new LineProblem(row.line(), malformed.explanation()));
            }
        }
        return new ListFile<>(distinct(invitees), problems);
    }

    /**
     * Reads {@code unionId:Nick}, or {@code userid:ID:Nick} and the like, see {@link PersonEntries}; the nick may contain colons.
     *
     * @param position of the item in its list, from 1
     */
    static InviteeEntry user(String item, int position) {
        int prefix = PersonEntries.isPrefixed(item) ? item.indexOf(':') + 1 : 0;
        int colon = item.indexOf(':', prefix);
        PersonEntry person = PersonEntries.parse(colon < 0 ? item : item.substring(0, colon), position);
        String nick = nickAfter(item, colon);
        if (nick.isEmpty()) {
            String form =
                    prefix == 0 ? "unionId:Nick" : item.substring(0, prefix).toLowerCase(Locale.ROOT) + "…:Nick";
            throw new MalformedValueException("must be " + form + " (the vendor requires a nick)");
        }
        return entry(person, nick);
    }

    private static InviteeEntry entry(PersonEntry person, String nick) {
        return person instanceof PersonEntry.LookedUp lookedUp
                ? new InviteeEntry.LookedUp(lookedUp, nick)
                : new InviteeEntry.Known(new Invitee.User(((PersonEntry.Known) person).id(), nick));
    }

    /** Reads {@code +8613800138000:Nick}; the nick is optional and may contain colons. */
    static InviteeEntry phone(String item) {
        int colon = item.indexOf(':');
        PhoneNumber number = PhoneNumbers.parse(colon < 0 ? item : item.substring(0, colon));
        String nick = nickAfter(item, colon);
        return new InviteeEntry.Known(new Invitee.Phone(number, nick.isEmpty() ? null : nick));
    }

    /** The nick after the colon of an item. */
    private static String nickAfter(String item, int colon) {
        String nick = colon < 0 ? "" : nick(item.substring(colon + 1));
        if (NEXT_INVITEE.matcher(nick).find()) {
            throw new MalformedValueException(
                    "has a nick that contains another invitee. Separate invitees with a comma (,); put a"
                            + " nick with such a character into the invitees-file");
        }
        return nick;
    }

    /** Empty if it has no visible character. */
    private static String nick(String text) {
        return Characters.strip(text).isEmpty() ? "" : text.strip();
    }

    /** Each invitee once, as it was named first. Spellings of one number are different here; a run treats them as one. */
    static List<InviteeEntry> distinct(List<InviteeEntry> invitees) {
        Map<Object, InviteeEntry> byTarget = new LinkedHashMap<>();
        invitees.forEach(entry -> byTarget.putIfAbsent(target(entry), entry));
        return List.copyOf(byTarget.values());
    }

    private static Object target(InviteeEntry entry) {
        if (entry instanceof InviteeEntry.LookedUp lookedUp) {
            return lookedUp.person();
        }
        Invitee invitee = ((InviteeEntry.Known) entry).invitee();
        return invitee instanceof Invitee.User user ? user.id() : ((Invitee.Phone) invitee).number();
    }

    private static InviteeEntry invitee(List<String> cells, int line) {
        if (cells.size() != HEADER.size()) {
            throw new MalformedValueException(
                    "must have " + HEADER.size() + " cells, has " + cells.size() + "; quote a cell that holds a comma");
        }
        String unionId = cells.get(0);
        String phone = cells.get(1);
        String nick = nick(cells.get(2));
        if (unionId.isEmpty() == phone.isEmpty()) {
            throw new MalformedValueException("must name either a unionId or a phone");
        }
        if (unionId.isEmpty()) {
            return new InviteeEntry.Known(new Invitee.Phone(PhoneNumbers.parse(phone), nick.isEmpty() ? null : nick));
        }
        PersonEntry person = PersonEntries.parse(unionId, line);
        if (nick.isEmpty()) {
            throw new MalformedValueException("must have a nick for its unionId (the vendor requires it)");
        }
        return entry(person, nick);
    }

    private static List<String> strip(List<String> cells) {
        return cells.stream().map(Characters::strip).toList();
    }
}
