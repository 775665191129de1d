package io.rollcall.sandbox.internal.wire;

import java.util.concurrent.ThreadLocalRandom;

/** Request ids and tokens as the vendors make them: long, opaque, never the same twice. */
public final class Ids {
    private Ids() {}

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
