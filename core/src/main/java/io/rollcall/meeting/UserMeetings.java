package io.rollcall.meeting;

import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.task.Commands;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Reads the running meetings of one user. */
public final class UserMeetings {
    private UserMeetings() {}

    /**
     * Sends one request.
     *
     * @param then receives the rows of the user in each meeting; rows of other people are dropped
     */
    public static void read(
            Commands commands, OngoingMeetings meetings, UserId user, Consumer<Outcome<List<Participant>>> then) {
        read(commands, meetings, user, Purpose.POLL, then);
    }

    /** Sends one request, as part of a poll or of a change. */
    public static void read(
            Commands commands,
            OngoingMeetings meetings,
            UserId user,
            Purpose purpose,
            Consumer<Outcome<List<Participant>>> then) {
        Operation<UserId, List<Participant>> operation = meetings.ongoingMeetings();
        Instant asked = commands.now();
        commands.call(operation, user, purpose, outcome -> {
            if (outcome instanceof Outcome.Failed<List<Participant>>) {
                then.accept(outcome);
                return;
            }
            Outcome.Done<List<Participant>> done = (Outcome.Done<List<Participant>>) outcome;
            List<Participant> rows =
                    done.value().stream().filter(row -> isOf(user, row)).toList();
            commands.publish(
                    operation,
                    new MeetingUpdate.UserRead(
                            user, rows, done.skipped().isEmpty(), new ReadTime(asked, commands.now())));
            then.accept(new Outcome.Done<>(rows, done.requestId(), done.skipped()));
        });
    }

    // assumption: a row without a user is about the requested user; a row with another user is ignored
    private static boolean isOf(UserId user, Participant row) {
        UserId person = row.user();
        return person == null || person.equals(user);
    }
}
