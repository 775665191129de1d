package io.rollcall.roster;

import io.rollcall.vendor.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A batch of look-ups that the vendor refused because of one of its ids. It is requested again in halves until the people are
 * found whom the refusal is about. If the first requests for one person are all refused alike and none succeeded, the
 * refusal is about none of them: then each half that is left is requested once more, and if all are refused alike too, the
 * whole batch is refused. Not thread-safe.
 */
final class RefusedBatch {
    private static final int SINGLES = 5;

    private final List<PendingLookup> people;
    private final Fault refusal;
    private final Requests requests;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final List<PendingLookup> refusedAgain = new ArrayList<>();
    private int singles;
    private boolean oneReason = true;
    private @Nullable BooleanSupplier allowance;
    private @Nullable Consumer<Boolean> done;

    /** How parts of the batch are requested. */
    interface Requests {
        /**
         * Looks some of the people up; settles them or leaves them open if there is a response.
         *
         * @param then receives why the vendor refused or failed; null if there was a response
         */
        void request(List<PendingLookup> part, Consumer<@Nullable Fault> then);

        /** A person's own id was refused, or the request failed. */
        void failed(PendingLookup pending, Fault fault);
    }

    /**
     * A part to request.
     *
     * @param first whether its other half comes next
     * @param refused whether it is certain to be refused: its whole was, and its other half was not
     */
    private record Part(List<PendingLookup> people, boolean first, boolean refused) {}

    RefusedBatch(List<PendingLookup> people, Fault refusal, Requests requests) {
        this.people = List.copyOf(people);
        this.refusal = refusal;
        this.requests = requests;
    }

    /**
     * Requests the parts. Called once.
     *
     * @param allowed spends one request for one person; false if none is left
     * @param finished receives at the end whether the whole batch was refused for one reason
     */
    void begin(BooleanSupplier allowed, Consumer<Boolean> finished) {
        allowance = allowed;
        done = finished;
        people.forEach(pending -> pending.refusedIn = null);
        split(people);
    }

    /** Whether another batch was refused for the same reason. */
    boolean isAlike(Fault other) {
        return other.kind() == refusal.kind()
                && Objects.equals(other.origin().code(), refusal.origin().code());
    }

    Fault refusal() {
        return refusal;
    }

    /** Fails everyone without another request. */
    void giveUp() {
        people.forEach(pending -> {
            pending.refusedIn = null;
            requests.failed(pending, refusal);
        });
    }

    private void split(List<PendingLookup> whole) {
        int half = whole.size() / 2;
        parts.push(new Part(whole.subList(half, whole.size()), false, false));
        parts.push(new Part(whole.subList(0, half), true, false));
        next();
    }

    private void next() {
        Part part = parts.poll();
        if (part == null) {
            refusedAgain.forEach(pending -> requests.failed(pending, refusal));
            finish(oneReason && singles == SINGLES);
        } else if (part.refused() && part.people().size() > 1) {
            split(part.people());
        } else if (part.people().size() == 1
                && !Objects.requireNonNull(allowance).getAsBoolean()) {
            failTheRest(part, refusal);
        } else {
            requests.request(part.people(), fault -> responded(part, fault));
        }
    }

    private void responded(Part part, @Nullable Fault fault) {
        if (fault == null) {
            severalReasons();
            Part other = part.first() ? parts.poll() : null;
            if (other != null) {
                parts.push(new Part(other.people(), false, true));
            }
            next();
        } else if (isAboutOne(fault)) {
            refused(part, fault);
        } else if (isPassing(fault)) {
            severalReasons();
            part.people().forEach(pending -> requests.failed(pending, fault));
            next();
        } else {
            failTheRest(part, fault);
        }
    }

    private void refused(Part part, Fault fault) {
        if (!isAlike(fault)) {
            severalReasons();
        }
        if (oneReason && singles == SINGLES) {
            refusedAgain.addAll(part.people());
            next();
        } else if (part.people().size() > 1) {
            split(part.people());
        } else {
            singles += oneReason ? 1 : 0;
            requests.failed(part.people().get(0), fault);
            next();
        }
    }

    private void severalReasons() {
        oneReason = false;
        if (!refusedAgain.isEmpty()) {
            parts.addLast(new Part(List.copyOf(refusedAgain), false, refusedAgain.size() > 1));
            refusedAgain.clear();
        }
    }

    /** The vendor would refuse the rest as well, or no more requests are allowed. */
    private void failTheRest(Part part, Fault fault) {
        List<PendingLookup> rest = new ArrayList<>(part.people());
        parts.forEach(other -> rest.addAll(other.people()));
        rest.addAll(refusedAgain);
        parts.clear();
        refusedAgain.clear();
        rest.forEach(pending -> requests.failed(pending, fault));
        finish(false);
    }

    private void finish(boolean whole) {
        Objects.requireNonNull(done).accept(whole);
    }

    /** Whether the vendor may refuse because of one of the ids. */
    static boolean isAboutOne(Fault fault) {
        return fault.kind() == Fault.Kind.BAD_REQUEST || fault.kind() == Fault.Kind.NOT_FOUND;
    }

    private static boolean isPassing(Fault fault) {
        return switch (fault.kind()) {
            case SERVER, NO_ANSWER, UNREADABLE -> true;
            default -> false;
        };
    }
}
