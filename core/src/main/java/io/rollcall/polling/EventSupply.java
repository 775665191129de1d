package io.rollcall.polling;

/**
 * Whether an application receives events. Immutable.
 *
 * @param wanted whether it is configured to
 * @param live whether they come now
 * @param used how many the vendor pushed this month
 * @param limit the most that it pushes in a month; 0 for not metered
 */
public record EventSupply(boolean wanted, boolean live, long used, long limit) {
    /** No events. */
    public static final EventSupply NONE = new EventSupply(false, false, 0, 0);

    /** Whether people are promoted by events now. Used up is as without: the vendor then pushes nothing. */
    public boolean works() {
        return wanted && live && (limit == 0 || used < limit);
    }

    /** The same with all events, or without any. */
    EventSupply as(boolean working) {
        return new EventSupply(working || wanted, working, 0, limit);
    }
}
