package io.rollcall.app;

import io.rollcall.config.RollcallConfig;
import io.rollcall.history.Boundary;
import io.rollcall.history.Known;
import io.rollcall.history.MeetingChanges;
import io.rollcall.history.MeetingInstance;
import io.rollcall.history.MeetingRecord;
import io.rollcall.history.Session;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two meetings of one id in the attendance history of a stopped program, a week and a month ago. Both began at a time that is
 * known and ended between two reads: at {@code START} past ten UTC, and between {@code LAST_SEEN} and {@code MISSING}.
 */
final class PastMeetings {
    static final String MEETING = "past-review";
    static final String PERSON = "UN-mary-smith";
    /** After ten o'clock; the end lies in one minute. */
    static final Duration START = Duration.parse("PT2M13S");

    static final Duration LAST_SEEN = Duration.parse("PT22M5S");
    static final Duration MISSING = Duration.parse("PT22M40S");

    private PastMeetings() {}

    /** When the older of the two began. */
    static Instant older() {
        return daysAgo(30).plus(START);
    }

    /** When the newer of the two began. */
    static Instant newer() {
        return daysAgo(9).plus(START);
    }

    private static Instant daysAgo(int days) {
        return Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .minus(Duration.ofDays(days))
                .plus(Duration.ofHours(10));
    }

    /** Adds them to the store of a configured program. */
    static void save(Path folder) {
        RollcallConfig config = Configuration.read(List.of(), List.of(), new ProcessEnvironment(folder, Map.of()))
                .config();
        String application = config.applications().values().iterator().next().id();
        try (Store store = Store.open(config.store(), Clock.systemUTC())) {
            store.history().save(List.of(changes(application, 1, daysAgo(30)), changes(application, 2, daysAgo(9))));
        }
    }

    private static MeetingChanges changes(String application, int number, Instant ten) {
        Instant start = ten.plus(START);
        Instant seen = ten.plus(LAST_SEEN);
        Instant missing = ten.plus(MISSING);
        Boundary from = Boundary.at(start, Known.SEEN);
        Boundary to = Boundary.between(seen, missing);
        Session session = new Session(
                1,
                new UserId(PERSON),
                null,
                false,
                false,
                "Mac",
                start,
                from,
                to,
                new Session.Evidence(start, seen, seen, missing, missing));
        MeetingInstance.Key key = new MeetingInstance.Key(application, new MeetingId(MEETING), number);
        return new MeetingChanges(
                new MeetingRecord(new MeetingInstance(key, from, to, seen, seen), List.of(session), List.of()),
                Set.of(),
                Set.of());
    }
}
