package io.rollcall.setting;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.rollcall.model.PhoneNumber;
import java.util.Locale;

/**
 * Checks and compares phone numbers wherever an administrator writes them: in keys, files and messages. Stateless and
 * thread-safe.
 */
public final class PhoneNumbers {
    /** The region of numbers without a country code, as two letters of ISO 3166. */
    public static final ValueType<String> REGION =
            ValueType.plain("country's two letters, such as CN or US", PhoneNumbers::region);

    /** E.164 allows 15 digits, plus an international prefix and an extension; two numbers of 10 digits have more. */
    private static final int MAX_DIGITS = 18;

    /** The default region. A constant, so that what has no telephone numbers does not load the library for a check of it. */
    public static final String CHINA = "CN";

    private PhoneNumbers() {}

    /** The library, loaded when it is first used: it takes a short command a thirtieth of its time. */
    private static final class Library {
        static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    }

    /**
     * Reads one number, which is sent as written; removes only blanks and invisible characters around it. Does not check
     * whether the number exists, because companies have short numbers of their own.
     *
     * @throws MalformedValueException if it is not a number; its message says what is wrong and what to do, without the
     *     number
     */
    public static PhoneNumber parse(String text) {
        String number = Characters.strip(text);
        if (number.isEmpty()) {
            throw new MalformedValueException("must not be blank: write a phone number such as +8613800138000");
        }
        String afterPlus = number.startsWith("+") ? number.substring(1) : number;
        afterPlus
                .codePoints()
                .filter(one -> !isNumberCharacter(one))
                .findFirst()
                .ifPresent(one -> {
                    throw new MalformedValueException("must be a phone number such as +8613800138000, and holds "
                            + Characters.named(one)
                            + "; only ASCII digits, blanks, dots, hyphens, parentheses and a leading + may"
                            + " stand in it");
                });
        long digits = afterPlus.chars().filter(one -> one >= '0' && one <= '9').count();
        if (digits > MAX_DIGITS) {
            throw new MalformedValueException(
                    "has " + digits
                            + " digits, more than any phone number; separate numbers with a comma (,), or write each on a line of its own");
        }
        if (digits == 0) {
            throw new MalformedValueException("must be a phone number such as +8613800138000");
        }
        return new PhoneNumber(number);
    }

    /**
     * The form by which two spellings of one number are equal: E.164, such as {@code +8613800138000}; its digits if it has no
     * such form.
     *
     * @param region the region of a number without a country code
     */
    public static String e164(String number, String region) {
        try {
            return Library.NUMBERS.format(Library.NUMBERS.parse(number, region), PhoneNumberFormat.E164);
        } catch (NumberParseException notE164) {
            // too few digits, or an unknown country code: the vendor may accept it nevertheless
            String digits = number.replaceAll("[^0-9]", "");
            return digits.isEmpty() ? number : number.startsWith("+") ? "+" + digits : digits;
        }
    }

    private static boolean isNumberCharacter(int character) {
        return character >= '0' && character <= '9' || " .-()".indexOf(character) >= 0;
    }

    private static String region(String text) {
        String region = text.toUpperCase(Locale.ROOT);
        if (!region.equals(CHINA) && !Library.NUMBERS.getSupportedRegions().contains(region)) {
            throw new MalformedValueException(
                    "must be a country's two letters, such as CN or US, not " + ValueTypes.quoted(text));
        }
        return region;
    }
}
