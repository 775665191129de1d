package io.rollcall.meeting;

/** Opens once everybody who entered has left again. Not thread-safe. */
public final class CountDown {
    private final Runnable then;
    private int inside = 1;

    /** A gate in which its maker stands; it opens when the maker, too, has left. */
    public CountDown(Runnable then) {
        this.then = then;
    }

    /** One more has to leave before the gate opens. */
    public void enter() {
        inside++;
    }

    /** One of those inside leaves; the last one opens the gate. */
    public void leave() {
        inside--;
        if (inside == 0) {
            then.run();
        }
    }
}
