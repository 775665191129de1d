package io.rollcall.store;

import io.rollcall.history.Boundary;
import io.rollcall.history.Known;
import io.rollcall.history.MeetingInstance;
import io.rollcall.history.Role;
import io.rollcall.history.RolePeriod;
import io.rollcall.history.RoleSource;
import io.rollcall.history.Session;
import io.rollcall.json.WireName;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The statements and rows of the attendance history. Stateless and thread-safe. */
final class HistoryRows {
    static final String MEETINGS =
            """
            SELECT id, application, meeting, number, start_earliest, start_latest, start_known,
            end_earliest, end_latest, end_known, last_seen, last_seen_by
            FROM rollcall_history_meeting m""";

    static final String SESSIONS =
            """
            SELECT meeting, number, user_id, guest, outsider, phone, device, joined_at,
            from_earliest, from_latest, from_known, to_earliest, to_latest, to_known,
            first_seen, last_seen, last_seen_by, absent_from, absent_by
            FROM rollcall_history_session""";

    static final String ROLES =
            """
            SELECT meeting, number, user_id, role, given_by,
            from_earliest, from_latest, from_known, to_earliest, to_latest, to_known,
            first_seen, last_seen, last_seen_by, absent_from, absent_by
            FROM rollcall_history_role""";

    static final String SAVE_MEETING =
            """
            INSERT INTO rollcall_history_meeting (application, meeting, number, start_earliest, start_latest, start_known,
            end_earliest, end_latest, end_known, last_seen, last_seen_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (application, meeting, number) DO UPDATE SET
            start_earliest = excluded.start_earliest, start_latest = excluded.start_latest,
            start_known = excluded.start_known, end_earliest = excluded.end_earliest,
            end_latest = excluded.end_latest, end_known = excluded.end_known,
            last_seen = excluded.last_seen, last_seen_by = excluded.last_seen_by
            RETURNING id""";

    private static final String TIMES =
            """
            from_earliest = excluded.from_earliest, from_latest = excluded.from_latest,
            from_known = excluded.from_known, to_earliest = excluded.to_earliest,
            to_latest = excluded.to_latest, to_known = excluded.to_known,
            first_seen = excluded.first_seen, last_seen = excluded.last_seen,
            last_seen_by = excluded.last_seen_by, absent_from = excluded.absent_from,
            absent_by = excluded.absent_by""";

    static final String SAVE_SESSION =
            """
            INSERT INTO rollcall_history_session (meeting, number, user_id, guest, outsider, phone, device, joined_at,
            from_earliest, from_latest, from_known, to_earliest, to_latest, to_known,
            first_seen, last_seen, last_seen_by, absent_from, absent_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (meeting, number) DO UPDATE SET
            user_id = excluded.user_id, guest = excluded.guest, outsider = excluded.outsider,
            phone = excluded.phone, device = excluded.device, joined_at = excluded.joined_at,
            """
                    + TIMES;

    static final String SAVE_ROLE =
            """
            INSERT INTO rollcall_history_role (meeting, number, user_id, role, given_by,
            from_earliest, from_latest, from_known, to_earliest, to_latest, to_known,
            first_seen, last_seen, last_seen_by, absent_from, absent_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (meeting, number) DO UPDATE SET
            user_id = excluded.user_id, role = excluded.role, given_by = excluded.given_by,
            """
                    + TIMES;

    private HistoryRows() {}

    /** A meeting instance with the id of its row. */
    record Meeting(long id, MeetingInstance instance) {}

    /** A session or a role with the id of its meeting's row. */
    record OfMeeting<T>(long meeting, T value) {}

    static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    static @Nullable Object[] parameters(long meeting, Session session) {
        UserId user = session.user();
        return join(
                Sql.row(
                        meeting,
                        session.number(),
                        user == null ? null : user.value(),
                        session.guest(),
                        session.external(),
                        session.phone(),
                        session.device(),
                        millis(session.joinedAt())),
                times(session.from(), session.to(), session.evidence()));
    }

    static @Nullable Object[] parameters(long meeting, RolePeriod role) {
        return join(
                Sql.row(
                        meeting,
                        role.number(),
                        role.user().value(),
                        role.role().word(),
                        role.by().word()),
                times(role.from(), role.to(), role.evidence()));
    }

    private static @Nullable Object[] times(Boundary from, @Nullable Boundary to, Session.Evidence evidence) {
        return Sql.row(
                millis(from.earliest()),
                millis(from.latest()),
                from.known().word(),
                to == null ? null : millis(to.earliest()),
                to == null ? null : millis(to.latest()),
                to == null ? null : to.known().word(),
                millis(evidence.firstSeen()),
                millis(evidence.lastSeen()),
                millis(evidence.lastSeenBy()),
                millis(evidence.absentFrom()),
                millis(evidence.absentBy()));
    }

    private static @Nullable Object[] join(@Nullable Object[] first, @Nullable Object[] rest) {
        @Nullable Object[] all = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }

    static Meeting meeting(ResultSet row) throws SQLException {
        return new Meeting(
                row.getLong(1),
                new MeetingInstance(
                        new MeetingInstance.Key(row.getString(2), new MeetingId(row.getString(3)), row.getInt(4)),
                        boundary(row, 5),
                        row.getString(10) == null ? null : boundary(row, 8),
                        required(row, 11),
                        required(row, 12)));
    }

    static OfMeeting<Session> session(ResultSet row) throws SQLException {
        String user = row.getString(3);
        return new OfMeeting<>(
                row.getLong(1),
                new Session(
                        row.getInt(2),
                        user == null ? null : new UserId(user),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getString(7),
                        Sql.instant(row, 8),
                        boundary(row, 9),
                        row.getString(14) == null ? null : boundary(row, 12),
                        evidence(row, 15)));
    }

    static OfMeeting<RolePeriod> role(ResultSet row) throws SQLException {
        return new OfMeeting<>(
                row.getLong(1),
                new RolePeriod(
                        row.getInt(2),
                        new UserId(row.getString(3)),
                        word(Role.values(), row.getString(4)),
                        word(RoleSource.values(), row.getString(5)),
                        boundary(row, 6),
                        row.getString(11) == null ? null : boundary(row, 9),
                        evidence(row, 12)));
    }

    private static Boundary boundary(ResultSet row, int column) throws SQLException {
        return new Boundary(
                Sql.instant(row, column),
                Sql.instant(row, column + 1),
                word(Known.values(), row.getString(column + 2)));
    }

    private static Session.Evidence evidence(ResultSet row, int column) throws SQLException {
        return new Session.Evidence(
                required(row, column),
                required(row, column + 1),
                required(row, column + 2),
                Sql.instant(row, column + 3),
                Sql.instant(row, column + 4));
    }

    private static Instant required(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(Sql.instant(row, column));
    }

    private static <W extends WireName> W word(W[] words, String word) {
        return Arrays.stream(words)
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the history holds an unknown word"));
    }
}
