package io.rollcall.camel.internal.flow;

import io.rollcall.history.AttendedSession;
import io.rollcall.model.MeetingId;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.TimeText;
import io.rollcall.state.AttendanceReader;
import io.rollcall.state.HistoryRepository.HistoryQuery;
import io.rollcall.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads sessions of the attendance history for embedders. Thread-safe. */
public final class AttendanceSessions {
    /** How far back sessions are read where no one says how far. */
    private static final Duration USUAL = Duration.ofDays(7);

    private final AttendanceReader reader;
    private final InstantSource clock;
    private final ZoneId zone;

    /** @param zone of times without one */
    public AttendanceSessions(StateStore store, InstantSource clock, ZoneId zone) {
        this.reader = new AttendanceReader(store, false);
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Refuses malformed options.
     *
     * @throws IllegalArgumentException that names the option and says what to write
     */
    public void check(@Nullable String from, @Nullable String to, @Nullable String meeting) {
        var unused = query(from, to, meeting);
    }

    /**
     * Reads sessions, of the newest meeting first.
     *
     * @param application the id of the application whose meetings they are; null for all
     * @param from only of meetings that took place then or later; null for the last seven days before {@code to}
     * @param to only of meetings that began before then; null for all
     * @param meeting only of meetings with this id; null for all
     */
    public List<AttendedSession> read(
            @Nullable String application, @Nullable String from, @Nullable String to, @Nullable String meeting) {
        List<AttendedSession> sessions = new ArrayList<>();
        reader.read(query(from, to, meeting), application, one -> one.people()
                .forEach(person -> sessions.addAll(person.sessions())));
        return sessions;
    }

    private HistoryQuery query(@Nullable String from, @Nullable String to, @Nullable String meeting) {
        Instant end = time("to", to);
        Instant begin = time("from", from);
        if (begin == null) {
            // a history of half a year does not fit into a message
            begin = (end == null ? clock.instant() : end).minus(USUAL);
        }
        return new HistoryQuery(begin, end, meeting == null ? null : new MeetingId(meeting), null);
    }

    private @Nullable Instant time(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return TimeText.since(text, clock.instant(), zone);
        } catch (MalformedValueException malformed) {
            throw new IllegalArgumentException("The option " + option + " " + malformed.explanation() + ".", malformed);
        }
    }
}
