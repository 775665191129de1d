package io.rollcall.sandbox.internal.company;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How DingTalk pushes events over Stream connections (docs/vendors/dingtalk-stream.md). Immutable.
 *
 * @param present whether the company file has the section; without it, connections can be opened and no event is subscribed
 * @param endpoint the address of connections, where a proxy is in front of the sandbox; empty for the sandbox's own
 * @param subscriptions the events that are ticked in the console
 * @param monthlyPushes how many metered events are pushed in a month; 0 for no limit
 * @param registered how many of a hundred connections begin with a REGISTERED frame
 * @param allFields whether events have the fields that only another page of the vendor lists
 * @param diffAsObject whether {@code diffInfo} is an object; otherwise it is an array, as another copy of the page has it
 * @param seed decides what is random
 * @param times the gateway's intervals
 * @param faults what goes wrong
 */
public record StreamSettings(
        boolean present,
        String endpoint,
        Set<Subscription> subscriptions,
        long monthlyPushes,
        int registered,
        boolean allFields,
        boolean diffAsObject,
        long seed,
        Times times,
        Faults faults) {

    /** What can be ticked. */
    public enum Subscription {
        /** {@code meeting_status_change}; metered. */
        STATUS,
        /** {@code meeting_member_status_change}; metered. */
        MEMBER,
        /** {@code user_add_org} and its like; free of charge (docs/vendors/dingtalk-stream.md §0). */
        CONTACTS
    }

    /**
     * The gateway's intervals.
     *
     * @param ticket how long a ticket is valid
     * @param keepAlive between two KEEPALIVE frames of a connection
     * @param ping between two pings of a connection
     * @param connection how long a connection lasts until the gateway announces its end
     * @param closing between that announcement and the end
     * @param repeats when an event without acknowledgement is pushed again, counted from its first push
     */
    public record Times(
            Duration ticket,
            Duration keepAlive,
            Duration ping,
            Duration connection,
            Duration closing,
            List<Duration> repeats) {
        public Times {
            repeats = List.copyOf(repeats);
        }
    }

    /**
     * What goes wrong. Each number is how many of a hundred events or connections are affected.
     *
     * @param loss events that are never pushed
     * @param duplicate events that are pushed once more as another message, within a second
     * @param delay events that are pushed late, so that later ones overtake them
     * @param delayTime how late
     * @param silent connections that deliver nothing after their first frames
     * @param cut events with which the connection is reset
     * @param odd events before which an odd frame is sent
     * @param oddFrames the odd frames
     * @param variant events that are written in another way
     * @param variants the ways
     */
    public record Faults(
            int loss,
            int duplicate,
            int delay,
            Duration delayTime,
            int silent,
            int cut,
            int odd,
            List<OddFrame> oddFrames,
            int variant,
            List<Variant> variants) {
        public Faults {
            oddFrames = List.copyOf(oddFrames);
            variants = List.copyOf(variants);
        }
    }

    /** A frame that is no event. */
    public enum OddFrame {
        /** A text that is no JSON. */
        NOT_JSON,
        /** A JSON array. */
        ARRAY,
        /** A frame of an unknown type. */
        UNKNOWN_TYPE,
        /** A callback with a topic that was not subscribed. */
        UNKNOWN_TOPIC,
        /** An event without headers. */
        WITHOUT_HEADERS,
        /** An event with more than 1 MiB of data. */
        OVERSIZED
    }

    /** Another way to write an event, seen on one of the vendor's pages. */
    public enum Variant {
        /** {@code specVersion} is missing. */
        WITHOUT_SPEC_VERSION,
        /** {@code header} instead of {@code headers}. */
        HEADER,
        /** The topic {@code dingTalk} instead of the star. */
        NAMED_TOPIC,
        /** {@code time} and {@code eventBornTime} as numbers. */
        NUMBERS,
        /** {@code calendarEventId} and {@code bizScene} twice in one object. */
        REPEATED_KEYS
    }

    public StreamSettings {
        subscriptions = Set.copyOf(subscriptions);
    }
}
