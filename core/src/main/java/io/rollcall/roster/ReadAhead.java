package io.rollcall.roster;

/**
 * How far a roster run reads ahead of what it has written. Immutable and thread-safe.
 *
 * @param calls the most calls of one API at once, 1 or more; a page, a list of departments, a list of department ids
 *     and a look-up are four APIs, so that none waits for another
 * @param bufferedPeople people of pages that were read before their turn while the next page in order is still awaited, 0 or more;
 *     that page may always be requested, so that a small number slows a run down and never stops it
 * @param waitingPeople people whose look-up is not settled or not written yet; raised if it is too small for the
 *     batches to fill
 */
record ReadAhead(int calls, int bufferedPeople, int waitingPeople) {

    /** Fills 20 calls a second at 500 ms each; at about 1 kB a person some 11 MB at most. */
    public static final ReadAhead USUAL = new ReadAhead(12, 8_000, 2_600);

    public ReadAhead {
        if (calls < 1 || bufferedPeople < 0 || waitingPeople < 1) {
            throw new IllegalArgumentException("calls and waitingPeople must be 1 or more, bufferedPeople 0 or more");
        }
    }
}
