package io.rollcall.setting;

import io.rollcall.model.UserId;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks ids of people wherever an administrator writes them: in a key, a list, a file or a message. Ids in vendors'
 * responses are opaque and not checked. Stateless and thread-safe.
 */
public final class PersonIds {
    /** Telephone numbers in lists have 7 digits at least, and 17 at most with 00 and the country code. */
    private static final Pattern TELEPHONE = Pattern.compile("\\+?-*(?:[0-9]-*){7,17}");

    private static final Pattern RESERVED = Pattern.compile("(?i)(userid|mobile|name)\\s*[:\uFF1A].*");

    /** Without capitals, dashes and underscores. */
    private static final Set<String> HEADER_WORDS = Set.of(
            "id",
            "ids",
            "unionid",
            "unionids",
            "userid",
            "userids",
            "openid",
            "staffid",
            "employeeid",
            "jobnumber",
            "user",
            "users",
            "member",
            "members",
            "name",
            "names",
            "username",
            "nick",
            "nickname",
            "phone",
            "phones",
            "phonenumber",
            "mobile",
            "mobiles",
            "telephone",
            "tel",
            "email");

    private static final String ONE_EACH =
            "; separate ids with a comma (,), or write each on a line of its own in a file";

    private PersonIds() {}

    /**
     * Reads one id; removes blanks and invisible characters around it.
     *
     * @throws MalformedValueException if it is not an id; its message says what is wrong and what to do, without the id
     */
    public static UserId parse(String text) {
        String id = Characters.strip(text);
        if (id.isEmpty()) {
            throw new MalformedValueException("must not be blank: write a unionId");
        }
        requireUnreserved(id);
        id.codePoints()
                .filter(((IntPredicate) PersonIds::isIdCharacter).negate())
                .findFirst()
                .ifPresent(one -> {
                    throw new MalformedValueException("holds " + Characters.named(one) + remedy(one));
                });
        if (TELEPHONE.matcher(id).matches()) {
            throw new MalformedValueException(
                    "looks like a telephone number, and a unionId is needed here; an invite flow"
                            + " calls telephones that are listed as such");
        }
        if (HEADER_WORDS.contains(id.toLowerCase(Locale.ROOT).replaceAll("[-_]", ""))) {
            throw new MalformedValueException("is a header word (" + id + "), not an id; remove it");
        }
        return new UserId(id);
    }

    /**
     * Refuses an entry with a prefix that is reserved for look-ups, such as {@code name:}.
     *
     * @throws MalformedValueException if it has one
     */
    public static void requireUnreserved(String entry) {
        Matcher reserved = RESERVED.matcher(Characters.strip(entry));
        if (reserved.matches()) {
            throw new MalformedValueException("starts with "
                    + reserved.group(1).toLowerCase(Locale.ROOT)
                    + ":, which is reserved: people are looked up for the lists of cohost and invite flows only; write the"
                    + " unionId");
        }
    }

    private static boolean isIdCharacter(int character) {
        return character < 0x80 && (Character.isLetterOrDigit(character) || "+/=-_".indexOf(character) >= 0);
    }

    private static String remedy(int character) {
        boolean separates = Characters.isSeparator(character) || character == ' ' || character == '\t';
        if (separates) {
            return ONE_EACH;
        } else if (character == '#') {
            return "; put a blank before a comment";
        } else if (character > 0x7F && Character.isLetter(character)) {
            return "; a person is listed by the unionId, not by a name";
        }
        return "; an id consists of ASCII letters, digits and + / = - _";
    }
}
