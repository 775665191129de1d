package io.rollcall.config;

import io.rollcall.model.Invitee;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.setting.MalformedValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads those whom a flow invites: an {@code invitees-file}, and the items of {@code invitees} and {@code phones}. */
public final class InviteeList {
    private static final List<String> HEADER = List.of("unionId", "phone", "nick");

    /** Wide enough for every way to write a number, narrow enough for what a spreadsheet makes of one (8.61E+12). */
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{1,30}");

    private InviteeList() {}

    /**
     * Reads the text of a CSV file with the header {@code unionId,phone,nick}, decoded as UTF-8; a byte order mark is
     * tolerated. Each row names either a user, with a nick, or a phone. Never throws.
     */
    public static ListFile<Invitee> parse(String text) {
        ListFile<Csv.Row> csv = Csv.parse(text);
        List<LineProblem> problems = new ArrayList<>(csv.problems());
        List<Invitee> invitees = new ArrayList<>();
        List<Csv.Row> rows = csv.items();
        if (rows.isEmpty() || !strip(rows.get(0).cells()).equals(HEADER)) {
            problems.add(new LineProblem(1, "must be the header " + String.join(",", HEADER)));
        }
        for (Csv.Row row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            try {
                invitees.add(invitee(strip(row.cells())));
            } catch (MalformedValueException malformed) {
                problems.add(new LineProblem(row.line(), malformed.explanation()));
            }
        }
        return new ListFile<>(distinct(invitees), problems);
    }

    /** Reads {@code unionId:Nick}; the nick may hold colons. */
    static Invitee user(String item) {
        int colon = item.indexOf(':');
        String id = colon < 0 ? item : item.substring(0, colon).strip();
        String nick = colon < 0 ? "" : item.substring(colon + 1).strip();
        if (id.isEmpty() || nick.isEmpty()) {
            throw new MalformedValueException("must be unionId:Nick (the vendor requires a nick)");
        }
        return new Invitee.User(new UserId(id), nick);
    }

    /** Reads {@code +8613800138000:Nick}; the nick may hold colons or be left out. */
    static Invitee phone(String item) {
        int colon = item.indexOf(':');
        String number = colon < 0 ? item : item.substring(0, colon).strip();
        String nick = colon < 0 ? "" : item.substring(colon + 1).strip();
        return phone(number, nick.isEmpty() ? null : nick);
    }

    /** The same people, each once, as they were named first. */
    static List<Invitee> distinct(List<Invitee> invitees) {
        Map<Object, Invitee> byTarget = new LinkedHashMap<>();
        for (Invitee invitee : invitees) {
            Object target = invitee instanceof Invitee.User user ? user.id() : ((Invitee.Phone) invitee).number();
            byTarget.putIfAbsent(target, invitee);
        }
        return List.copyOf(byTarget.values());
    }

    private static Invitee invitee(List<String> cells) {
        if (cells.size() != HEADER.size()) {
            throw new MalformedValueException(
                    "must have " + HEADER.size() + " cells, has " + cells.size() + "; quote a cell that holds a comma");
        }
        String unionId = cells.get(0);
        String phone = cells.get(1);
        String nick = cells.get(2);
        if (unionId.isEmpty() == phone.isEmpty()) {
            throw new MalformedValueException("must name either a unionId or a phone");
        }
        if (unionId.isEmpty()) {
            return phone(phone, nick.isEmpty() ? null : nick);
        }
        if (nick.isEmpty()) {
            throw new MalformedValueException("must have a nick for its unionId (the vendor requires it)");
        }
        return new Invitee.User(new UserId(unionId), nick);
    }

    private static Invitee phone(String number, @Nullable String nick) {
        if (!PHONE.matcher(number).matches()) {
            throw new MalformedValueException("must have a phone number such as +8613800138000");
        }
        return new Invitee.Phone(new PhoneNumber(number), nick);
    }

    private static List<String> strip(List<String> cells) {
        return cells.stream().map(String::strip).toList();
    }
}
