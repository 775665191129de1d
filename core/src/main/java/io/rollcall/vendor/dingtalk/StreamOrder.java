package io.rollcall.vendor.dingtalk;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes meeting events that are older than what is known already, by their {@code statusSeqNum}
 * (docs/vendors/dingtalk-stream.md §6). Not thread-safe.
 *
 * <p>The scope of the number is not known, so it is compared only within one meeting; and for members only within one person,
 * because a person's leaving is not made old by another person's joining.
 */
final class StreamOrder {
    static final int MOST = 8_192;

    private final RecentMap<Long> highest = new RecentMap<>(MOST);

    /**
     * Whether a newer state of the same subject came before.
     *
     * @param number of the event; null where it has none: then it is not older
     */
    boolean isOlder(String subject, @Nullable Long number) {
        if (number == null) {
            return false;
        }
        Long before = highest.get(subject);
        if (before != null && before > number) {
            return true;
        }
        highest.put(subject, number);
        return false;
    }

    int size() {
        return highest.size();
    }
}
