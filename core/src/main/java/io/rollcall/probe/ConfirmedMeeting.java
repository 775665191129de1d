package io.rollcall.probe;

import io.rollcall.model.MeetingId;
import java.util.Optional;

/**
 * A running meeting that a person agreed to have changed, by typing its number a second time. The only way to record an operation
 * that changes something. Immutable.
 */
public final class ConfirmedMeeting {
    private final MeetingId meeting;

    private ConfirmedMeeting(MeetingId meeting) {
        this.meeting = meeting;
    }

    /**
     * The meeting, if both numbers are the same but for blanks.
     *
     * @param number the number that the command was given
     * @param typed what the person typed when asked for it again
     */
    public static Optional<ConfirmedMeeting> of(MeetingId meeting, String number, String typed) {
        boolean same = !digits(number).isEmpty() && digits(number).equals(digits(typed));
        return same ? Optional.of(new ConfirmedMeeting(meeting)) : Optional.empty();
    }

    /** A number without the blanks that vendors write between its groups. */
    public static String digits(String number) {
        return number.replaceAll("\\s", "");
    }

    MeetingId meeting() {
        return meeting;
    }

    boolean isConfirmed() {
        return !meeting.value().isBlank();
    }
}
