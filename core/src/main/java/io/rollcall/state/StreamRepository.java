package io.rollcall.state;

import io.rollcall.budget.BillingMonth;
import io.rollcall.event.ReceivedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What processes that share a store know about the connections over which vendors push events: when they were opened, how
 * many events of which type came, and the last events. Every method throws {@link StoreException} if the store cannot be
 * used. Thread-safe.
 */
public interface StreamRepository {
    /** How many of an application's last events are kept. */
    int KEPT_EVENTS = 200;

    /** The type of messages that robots post; no vendor has an event of this name. */
    String MESSAGE = "robot-message";

    /** How long an event is kept. */
    Duration EVENT_RETENTION = Duration.ofDays(1);

    /** Stores nothing. */
    StreamRepository NONE = new StreamRepository() {
        @Override
        public void opening(String application, Instant now) {}

        @Override
        public void notOpened(String application, Instant opening) {}

        @Override
        public List<Instant> opens(String application, Instant since) {
            return List.of();
        }

        @Override
        public void received(String application, BillingMonth month, List<Push> pushes) {}

        @Override
        public void messageSent(String application, BillingMonth month, Instant now) {}

        @Override
        public SortedMap<LocalDate, Long> meteredByDay(String application, YearMonth month) {
            return Collections.emptySortedMap();
        }

        @Override
        public List<PushedType> types(String application, YearMonth month) {
            return List.of();
        }

        @Override
        public List<Numbered> eventsAfter(String application, long number, Instant now) {
            return List.of();
        }
    };

    /** Records that a connection of the application is about to be opened. */
    void opening(String application, Instant now);

    /** Removes the record of an opening that the vendor certainly did not count: nothing was sent, or it was refused. */
    void notOpened(String application, Instant opening);

    /** When connections of the application were opened since a time, by any process, in order. Kept for 40 days. */
    List<Instant> opens(String application, Instant since);

    /**
     * Records pushes, in one transaction.
     *
     * @param month the vendor's billing month in which they count
     */
    void received(String application, BillingMonth month, List<Push> pushes);

    /**
     * Counts a message of a robot, which the vendor takes from the month's events. It is a metered push of the type {@link
     * #MESSAGE}.
     */
    void messageSent(String application, BillingMonth month, Instant now);

    /** How many metered pushes came on each day of a billing month, by the vendor's time; days without one are absent. */
    SortedMap<LocalDate, Long> meteredByDay(String application, YearMonth month);

    /** The types of events that came in a billing month, by name. Kept for 13 months. */
    List<PushedType> types(String application, YearMonth month);

    /** How many pushes of a billing month count against the vendor's monthly events. */
    default long metered(String application, YearMonth month) {
        return types(application, month).stream()
                .filter(PushedType::metered)
                .mapToLong(PushedType::pushes)
                .sum();
    }

    /**
     * The events of the last day that came after another, in order; at most {@value #KEPT_EVENTS}.
     *
     * @param number of the other event; 0 for all
     */
    List<Numbered> eventsAfter(String application, long number, Instant now);

    /**
     * One push of a vendor.
     *
     * @param metered whether the vendor counts it against the monthly events
     * @param events what it brought; never empty
     */
    record Push(boolean metered, List<ReceivedEvent> events) {
        public Push {
            if (events.isEmpty()) {
                throw new IllegalArgumentException("a push brings an event");
            }
            events = List.copyOf(events);
        }

        /** The vendor's own name of the event type. */
        public String type() {
            return events.get(0).pushed();
        }

        /** When it came. */
        public Instant at() {
            return events.get(0).at();
        }
    }

    /**
     * The pushes of one type in a month.
     *
     * @param type the vendor's own name of the event type
     * @param metered whether the vendor counts them
     * @param lastAt when the last one came
     */
    record PushedType(String type, boolean metered, long pushes, Instant lastAt) {}

    /**
     * A stored event.
     *
     * @param number larger for a later event of the application
     */
    record Numbered(long number, ReceivedEvent event) {}
}
