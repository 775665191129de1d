package io.rollcall.cohost;

import io.rollcall.flow.ListFormat;
import io.rollcall.model.PersonEntry;
import io.rollcall.setting.Characters;
import io.rollcall.setting.LineProblem;
import io.rollcall.setting.ListFile;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.PersonEntries;
import io.rollcall.setting.TextFiles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a {@code users-file}: one person a line, by unionId or as {@link PersonEntries} says; blank lines and comments are ignored. Stateless and thread-safe. */
public final class UserList {
    /** The format; an incomplete list removes no roles. */
    public static final ListFormat<PersonEntry> FORMAT = new ListFormat<>(UserList::parse, true);

    private UserList() {}

    /** Reads the text of a file, decoded as UTF-8; a byte order mark is tolerated. Never throws. */
    public static ListFile<PersonEntry> parse(String text) {
        Set<PersonEntry> users = new LinkedHashSet<>();
        List<LineProblem> problems = new ArrayList<>();
        int number = 0;
        for (String line : TextFiles.lines(TextFiles.withoutByteOrderMark(text))) {
            number++;
            String id = Characters.strip(withoutComment(line));
            if (id.isEmpty()) {
                continue;
            }
            try {
                users.add(PersonEntries.parse(id, number));
            } catch (MalformedValueException malformed) {
                problems.add(new LineProblem(number, malformed.explanation()));
            }
        }
        return new ListFile<>(List.copyOf(users), problems);
    }

    /** A # begins a comment at the start of a line and after any kind of blank; inside an id it is an error. */
    private static String withoutComment(String line) {
        int hash = line.indexOf('#');
        while (hash > 0 && !Characters.isInvisible(line.codePointBefore(hash))) {
            hash = line.indexOf('#', hash + 1);
        }
        return hash < 0 ? line : line.substring(0, hash);
    }
}
