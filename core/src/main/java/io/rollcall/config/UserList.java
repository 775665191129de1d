package io.rollcall.config;

import io.rollcall.model.UserId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a {@code users-file}: one unionId a line; blank lines and what follows a {@code #} are left out. */
public final class UserList {
    private UserList() {}

    /** Reads the text of a file, decoded as UTF-8; a byte order mark is tolerated. Never throws. */
    public static ListFile<UserId> parse(String text) {
        Set<UserId> users = new LinkedHashSet<>();
        List<LineProblem> problems = new ArrayList<>();
        int number = 0;
        for (String line : PropertiesText.lines(PropertiesText.withoutByteOrderMark(text))) {
            number++;
            // Ids hold no blanks, so a # after one starts a comment; a # inside an id would be the id's.
            String id = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (id.chars().anyMatch(c -> c == ',' || c == ';' || Character.isWhitespace(c))) {
                problems.add(
                        new LineProblem(number, "must hold one unionId and nothing else; put each on its own line"));
            } else if (!id.isEmpty()) {
                users.add(new UserId(id));
            }
        }
        return new ListFile<>(List.copyOf(users), problems);
    }
}
