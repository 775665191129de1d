package io.rollcall.camel.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.event.VendorEvent;
import io.rollcall.history.AttendedSession;
import io.rollcall.json.WholeText;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Invitation;
import io.rollcall.model.InvitationResult;
import io.rollcall.model.Meeting;
import io.rollcall.model.Participant;
import io.rollcall.model.Person;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserDetails;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.JsonLine;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterResult;
import io.rollcall.report.Unchanged;
import io.rollcall.roster.RosterEntry;
import io.rollcall.state.AcceptedRoster;
import io.rollcall.state.Pause;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.DepartmentDirectory.People;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes the types whose JSON is documented. Stateless and thread-safe. */
public final class JsonWriter {
    private static final ObjectWriter PEOPLE =
            JsonMapper.builder().addModule(WholeText.module()).build().writer();
    private static final List<Class<?>> DOCUMENTED = List.of(
            Participant.class,
            Meeting.class,
            Person.class,
            UserAccount.class,
            RosterEntry.class,
            UserDetails.class,
            People.class,
            CoHostChange.class,
            Invitation.class,
            InvitationResult.class,
            Accepted.class,
            VendorEvent.class);
    private static final List<Class<?>> REPORTS = List.of(
            FlowReport.class,
            RosterResult.class,
            Change.class,
            Unchanged.class,
            Problem.class,
            RosterChange.class,
            AcceptedRoster.class,
            Pause.class,
            AttendedSession.class);

    private JsonWriter() {}

    /** Whether the value is of a documented type, or a collection of such values that is not empty. */
    public static boolean isDocumented(@Nullable Object value) {
        return value instanceof Collection<?> several
                ? !several.isEmpty() && several.stream().allMatch(one -> isOne(DOCUMENTED, one) || isOne(REPORTS, one))
                : isOne(DOCUMENTED, value) || isOne(REPORTS, value);
    }

    private static boolean isOne(List<Class<?>> types, @Nullable Object value) {
        return types.stream().anyMatch(type -> type.isInstance(value));
    }

    /**
     * The value's JSON on one line.
     *
     * @param value of a documented type, any iterable of them (an array), or null ({@code null})
     * @throws IllegalArgumentException for anything else
     */
    public static String write(@Nullable Object value) {
        if (value instanceof Iterable<?> several) {
            StringJoiner array = new StringJoiner(",", "[", "]");
            several.forEach(one -> array.add(write(one)));
            return array.toString();
        } else if (value == null || isOne(REPORTS, value)) {
            return JsonLine.of(value);
        } else if (!isOne(DOCUMENTED, value)) {
            throw new IllegalArgumentException(
                    "an endpoint answers no " + value.getClass().getSimpleName());
        }
        try {
            return PEOPLE.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("every documented type has JSON", impossible);
        }
    }
}
