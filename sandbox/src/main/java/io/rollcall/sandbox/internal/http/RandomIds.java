package io.rollcall.sandbox.internal.http;

import java.util.concurrent.ThreadLocalRandom;

/** Random request ids and tokens, as long and opaque as the vendors'. */
public final class RandomIds {
    private RandomIds() {}

    /** 32 hexadecimal digits. */
    public static String hex() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return hex(random.nextLong()) + hex(random.nextLong());
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
