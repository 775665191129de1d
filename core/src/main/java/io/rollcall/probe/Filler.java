package io.rollcall.probe;

import java.util.Arrays;

/** What stands in a recording for a text that must not be in it. */
final class Filler {
    private Filler() {}

    /** As many {@code x} as the text has characters. */
    static String of(String text) {
        return of(text.codePointCount(0, text.length()));
    }

    /** @param length 0 or more */
    static String of(int length) {
        char[] filler = new char[length];
        Arrays.fill(filler, 'x');
        return new String(filler);
    }
}
