package io.rollcall.tell;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Cuts messages to the size that a channel accepts, at the end of a line. Stateless and thread-safe. */
public final class Fit {
    private Fit() {}

    /**
     * The longest form of a message that fits.
     *
     * @param limit in bytes of UTF-8
     * @param write writes a message for the channel
     * @param sized the part of what is written that the channel limits
     */
    public static <T> T within(int limit, Message message, Function<Message, T> write, Function<T, String> sized) {
        for (int lines = message.lines().size(); lines > 0; lines--) {
            T written = write.apply(message.keeping(lines));
            if (bytes(sized.apply(written)) <= limit) {
                return written;
            }
        }
        T shortest = write.apply(message.keeping(0));
        return bytes(sized.apply(shortest)) <= limit ? shortest : write.apply(message.titleOnly());
    }

    /** The longest form of a message whose whole text fits. */
    public static String within(int limit, Message message, Function<Message, String> write) {
        return within(limit, message, write, Function.identity());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
