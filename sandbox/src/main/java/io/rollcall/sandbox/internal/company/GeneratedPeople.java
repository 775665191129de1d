package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.HuaweiSettings.LookupKey;
import io.rollcall.sandbox.internal.company.Person.Contact;
import io.rollcall.sandbox.internal.company.Person.Enterprise;
import io.rollcall.sandbox.internal.company.Person.Standing;
import io.rollcall.sandbox.internal.company.Person.Work;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People that are computed from their number, so that a million of them need no memory. Each department has a range of
 * consecutive numbers, and some people of the previous department. Thread-safe.
 */
final class GeneratedPeople implements PersonSource {
    /** The generated departments' ids: 1 (the root), 1001, 1002, … */
    static final long BASE = 1000;

    private static final String UUID_PREFIX = "ff8080816993bac00169bdf1";
    private static final long HIRED_FIRST = 1_230_768_000_000L;
    private static final String[] TITLES = {
        "Engineer",
        "\u5de5\u7a0b\u5e08",
        "Designer",
        "Analyst",
        "\u4ea7\u54c1\u7ecf\u7406",
        "Technical Director",
        "Accountant"
    };

    private final GenerationSettings generation;
    private final NameGenerator names;
    private final LookupKey key;
    private final boolean accountIsKey;

    GeneratedPeople(GenerationSettings generation, LookupKey key, boolean accountIsKey) {
        this.generation = generation;
        this.names = new NameGenerator(generation.seed());
        this.key = key;
        this.accountIsKey = accountIsKey;
    }

    @Override
    public int size() {
        return generation.people();
    }

    @Override
    public int inactive() {
        return 0;
    }

    @Override
    public int end() {
        return generation.people();
    }

    @Override
    public int[] withMobile(String mobile) {
        int number = find(LookupKey.MOBILE, mobile);
        return number == NOT_FOUND ? new int[0] : new int[] {number};
    }

    static long departmentId(int index) {
        return index == 0 ? Department.ROOT : BASE + index;
    }

    /** The index of a generated department, or -1. */
    int index(long departmentId) {
        if (departmentId == Department.ROOT) {
            return 0;
        }
        long index = departmentId - BASE;
        return index >= 1 && index < generation.departments() ? (int) index : -1;
    }

    private int start(int index) {
        return (int) ((long) index * generation.people() / generation.departments());
    }

    private int home(int number) {
        int index = (int) ((long) number * generation.departments() / generation.people());
        while (start(index + 1) <= number) {
            index++;
        }
        return index;
    }

    private boolean alsoInNext(int number, int home) {
        int every = generation.severalDepartmentsEvery();
        return every > 0 && generation.departments() > 1 && (number - start(home)) % every == 0;
    }

    @Override
    public int[] members(long department, boolean withAccessLimited) {
        int index = index(department);
        if (index < 0) {
            return new int[0];
        }
        int before = index == 0 ? generation.departments() - 1 : index - 1;
        int[] numbers = new int[start(index + 1) - start(index) + start(before + 1) - start(before)];
        int count = 0;
        for (int number = start(index); number < start(index + 1); number++) {
            numbers[count++] = number;
        }
        for (int number = start(before); before != index && number < start(before + 1); number++) {
            if (alsoInNext(number, before)) {
                numbers[count++] = number;
            }
        }
        int[] members = Arrays.copyOf(numbers, count);
        return withAccessLimited || generation.accessLimitedEvery() == 0
                ? members
                : Arrays.stream(members)
                        .filter(number -> !accessLimited(number))
                        .toArray();
    }

    private boolean accessLimited(int number) {
        return each(generation.accessLimitedEvery(), number);
    }

    private static boolean each(int every, int number) {
        return every > 0 && number % every == every - 1;
    }

    private static String padded(int number) {
        return Integer.toString(10_000_000 + number).substring(1);
    }

    private static String userId(int number) {
        return "user" + padded(number);
    }

    private static String jobNumber(int number) {
        return "J" + padded(number);
    }

    private static String email(int number) {
        return userId(number) + "@example.com";
    }

    private static String mobile(int number) {
        return "1380" + padded(number);
    }

    /** The unionId of a generated person: {@code un0000042iEiE}. */
    static String unionId(int number) {
        return "un" + padded(number) + "iEiE";
    }

    private static String value(LookupKey key, int number) {
        return switch (key) {
            case USERID -> userId(number);
            case UNIONID -> unionId(number);
            case JOB_NUMBER -> jobNumber(number);
            case EMAIL -> email(number);
            case MOBILE -> mobile(number);
        };
    }

    @Override
    public Person person(int number) {
        int home = home(number);
        long homeId = departmentId(home);
        List<Long> departments = alsoInNext(number, home)
                ? List.of(homeId, departmentId((home + 1) % generation.departments()))
                : List.of(homeId);
        String email = email(number);
        boolean leads = number == start(home);
        return new Person(
                userId(number),
                unionId(number),
                names.of(number),
                departments,
                new Contact(null, "86", mobile(number), each(7, number), null, email, email),
                new Work(
                        TITLES[number % TITLES.length],
                        jobNumber(number),
                        number % 3 == 0 ? "Future Park" : null,
                        null,
                        number % 5 == 0 ? "{\"Hobby\":\"Travel\",\"Age\":\"24\"}" : null,
                        HIRED_FIRST + number * 1000L,
                        // beyond 2^53, as in real responses (docs/vendors/dingtalk.md §4.3)
                        179_997_318_850_453_160L + number),
                new Standing(
                        true, number == 0, number == 0, leads ? List.of(homeId) : List.of(), accessLimited(number)),
                each(generation.enterpriseEvery(), number)
                        ? new Enterprise(userId(number), "sso", names.english(number), "dingcorp", "Example", false)
                        : null);
    }

    @Override
    public @Nullable HuaweiUser account(int number) {
        int status = each(generation.missingEvery(), number)
                ? HuaweiUser.MISSING
                : each(generation.forbiddenEvery(), number)
                        ? HuaweiUser.FORBIDDEN
                        : each(generation.unchangedEvery(), number) ? HuaweiUser.UNCHANGED : HuaweiUser.FOUND;
        String third = value(key, number);
        return new HuaweiUser(
                UUID_PREFIX + Integer.toHexString(0x1000_0000 + number),
                third,
                status,
                null,
                accountIsKey ? third : "Auto-" + padded(number),
                names.of(number),
                names.english(number),
                email(number),
                "138****" + padded(number).substring(3),
                "department " + departmentId(home(number)),
                "+9911128" + padded(number),
                1_554_268_817_303L + number,
                false,
                "91" + padded(number),
                null,
                TITLES[number % TITLES.length],
                null,
                false,
                "NORMAL_USER",
                List.of("1"));
    }

    /** The last seven digits are the number; the rest is verified by generating the value again. */
    @Override
    public int find(LookupKey wanted, String value) {
        int end = value.length();
        if (wanted == LookupKey.EMAIL) {
            end = value.indexOf('@');
        } else if (wanted == LookupKey.UNIONID) {
            end = value.length() - "iEiE".length();
        }
        int number = digits(value, end - 7, end, 10);
        return number >= 0 && number < size() && value(wanted, number).equals(value) ? number : NOT_FOUND;
    }

    @Override
    public int findThirdAccount(String thirdAccount) {
        return find(key, thirdAccount);
    }

    @Override
    public int findUuid(String uuid) {
        if (uuid.length() != 32 || !uuid.startsWith(UUID_PREFIX + "1")) {
            return NOT_FOUND;
        }
        int number = digits(uuid, UUID_PREFIX.length() + 1, 32, 16);
        return number >= 0 && number < size() ? number : NOT_FOUND;
    }

    private static int digits(String text, int from, int to, int radix) {
        if (from < 0 || to > text.length()) {
            return NOT_FOUND;
        }
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = Character.digit(text.charAt(at), radix);
            if (digit < 0) {
                return NOT_FOUND;
            }
            number = number * radix + digit;
        }
        return number;
    }
}
