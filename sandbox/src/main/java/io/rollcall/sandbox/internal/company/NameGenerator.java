package io.rollcall.sandbox.internal.company;

/** Invented Chinese and English names, computed from a number. */
final class NameGenerator {
    private static final String[] FAMILY = {"张", "王", "李", "赵", "刘", "陈", "杨", "黄", "周", "吴", "徐", "孙"};
    private static final String[] GIVEN = {"伟", "芳", "娜", "敏", "静", "磊", "洋", "艳", "勇", "杰", "秀英", "建国"};
    private static final String[] ENGLISH_GIVEN = {"John", "Mary", "Sam", "Olivia", "Noah", "Emma", "Liam", "Ava"};
    private static final String[] ENGLISH_FAMILY = {"Smith", "Brown", "Taylor", "Wilson", "Evans", "Walker", "O'Neil"};

    private final long seed;

    NameGenerator(long seed) {
        this.seed = seed;
    }

    /** Every fourth name is English, on average. */
    String of(int number) {
        int hash = hash(number);
        return hash % 4 == 3 ? english(number) : FAMILY[hash % FAMILY.length] + GIVEN[hash / 64 % GIVEN.length];
    }

    String english(int number) {
        int hash = hash(number);
        return ENGLISH_GIVEN[hash / 4 % ENGLISH_GIVEN.length] + " "
                + ENGLISH_FAMILY[hash / 128 % ENGLISH_FAMILY.length];
    }

    private int hash(int number) {
        long mixed = (seed * 0x9E3779B97F4A7C15L + number) * 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 31;
        return (int) ((mixed * 0x94D049BB133111EBL) >>> 36);
    }
}
