package io.rollcall.polling;

/**
 * When people join, and the minutes of polls that therefore help most.
 *
 * <p>Meetings begin at the hour and at the half hour, and most people join from three minutes before to seven minutes after;
 * the others at any time. How many is an assumption: four of seven. The minutes of polls are those with the shortest mean
 * waiting time under it, as JoinTimesTest proves: a first poll at the fifth minute, when most have joined; further ones right
 * after the beginning, where every minute counts for many, and then in between. Without knowledge of a company's meetings
 * this is better than polls at equal distances also if fewer people are on time.
 */
final class JoinTimes {
    /** The cycle of meetings, in minutes. */
    static final int CYCLE = 30;

    /** How many of 70 people join in a minute after the hour or the half hour. */
    private static final int[] JOINS = {
        9, 9, 7, 5, 4, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 5
    };

    private JoinTimes() {}

    /** How many people join in a minute, relative to other minutes. @param minute of a day, an hour or a cycle */
    static int joins(int minute) {
        return JOINS[minute % CYCLE];
    }

    /**
     * The best minutes of a half hour.
     *
     * @param polls 1 to 6, 10, 15 or 30
     */
    static int[] best(int polls) {
        return switch (polls) {
            case 1 -> new int[] {5};
            case 2 -> new int[] {3, 14};
            case 3 -> new int[] {1, 7, 19};
            case 4 -> new int[] {1, 5, 12, 21};
            case 5 -> new int[] {0, 3, 7, 14, 22};
            case 6 -> new int[] {0, 2, 5, 9, 16, 23};
            case 10 -> new int[] {0, 1, 2, 4, 7, 11, 15, 19, 23, 28};
            case 15 -> new int[] {0, 1, 2, 3, 4, 5, 7, 9, 12, 15, 18, 21, 24, 27, 29};
            case CYCLE -> java.util.stream.IntStream.range(0, CYCLE).toArray();
            default -> throw new IllegalArgumentException("no best minutes for " + polls + " polls");
        };
    }
}
