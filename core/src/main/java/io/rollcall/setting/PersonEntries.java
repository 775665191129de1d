package io.rollcall.setting;

import io.rollcall.model.PersonEntry;
import io.rollcall.model.PersonReference;
import io.rollcall.model.PersonReference.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads entries of lists of people: an id, or {@code userid:}, {@code mobile:} or {@code name:} with what is looked up in the
 * directory. Stateless and thread-safe.
 */
public final class PersonEntries {
    /** What an entry is, for the documentation of settings. */
    public static final String WORDS = "unionIds, userid:ID, mobile:+86… or name:NAME";

    private static final Pattern PREFIXED = Pattern.compile("(?is)(userid|mobile|name)(\\s*[:\uFF1A])(.*)");

    /** The longest userId (docs/vendors/dingtalk.md §5). */
    private static final int LONGEST_ID = 64;

    private PersonEntries() {}

    /**
     * Reads one entry; removes blanks and invisible characters around it.
     *
     * @param position of the entry in its list, or its line in a file, from 1; 0 where there is one entry only
     * @throws MalformedValueException if it is malformed; its message says what is wrong and what to do, without the entry
     */
    public static PersonEntry parse(String text, int position) {
        Matcher prefixed = PREFIXED.matcher(Characters.strip(text));
        if (!prefixed.matches()) {
            return new PersonEntry.Known(PersonIds.parse(text));
        }
        return new PersonEntry.LookedUp(reference(prefixed), position);
    }

    /** Whether an entry has a prefix, so that it is not an id. */
    public static boolean isPrefixed(String text) {
        return PREFIXED.matcher(Characters.strip(text)).matches();
    }

    private static PersonReference reference(Matcher prefixed) {
        Kind kind = Kind.valueOf(prefixed.group(1).toUpperCase(Locale.ROOT));
        if (!prefixed.group(2).equals(":")) {
            throw new MalformedValueException("must have a plain colon (:) directly after " + kind.word());
        }
        String value = Characters.strip(prefixed.group(3));
        if (value.isEmpty()) {
            throw new MalformedValueException("has nothing after " + kind.word() + ":");
        }
        return switch (kind) {
            case USERID -> userId(value);
            case MOBILE -> new PersonReference(kind, PhoneNumbers.parse(value).value());
            case NAME -> name(value);
        };
    }

    private static PersonReference userId(String value) {
        value.codePoints()
                .filter(one -> one <= ' ' || one >= 0x7F || ",;:|\"'`()[]{}<>#".indexOf(one) >= 0)
                .findFirst()
                .ifPresent(one -> {
                    throw new MalformedValueException("has a userId that holds " + Characters.named(one)
                            + "; separate entries with a comma (,), or write each on a line of its own in a file");
                });
        if (value.length() > LONGEST_ID) {
            throw new MalformedValueException("has a userId of more than " + LONGEST_ID + " characters");
        }
        return new PersonReference(Kind.USERID, value);
    }

    private static PersonReference name(String value) {
        value.codePoints().filter(PersonEntries::isNoPartOfAName).findFirst().ifPresent(one -> {
            throw new MalformedValueException("has a name that holds " + Characters.named(one)
                    + "; separate entries with a comma (,), or write each on a line of its own in a file");
        });
        return new PersonReference(Kind.NAME, value);
    }

    // a middle dot separates the parts of names such as 阿里木·买买提
    private static boolean isNoPartOfAName(int character) {
        boolean dot = character == 0xB7 || character == 0x30FB;
        boolean blank = Character.getType(character) == Character.SPACE_SEPARATOR;
        return !dot && Characters.isSeparator(character)
                || !blank && Characters.isInvisible(character)
                || character == 0xFFFD
                || "\"<>[]{}".indexOf(character) >= 0;
    }
}
