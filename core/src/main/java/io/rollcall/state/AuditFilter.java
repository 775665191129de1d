package io.rollcall.state;

import io.rollcall.state.AuditRepository.Entry;
import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.state.AuditRepository.Result;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of the audit trail are wanted. Immutable.
 *
 * @param flow null for all flows
 * @param meeting the meeting's id; null for all meetings
 * @param people ids of users, and digits of telephone numbers without a plus; empty for everyone
 * @param result null for all; {@link Result#UNKNOWN} also finds changes without a result
 * @param from the first time; null for no limit
 * @param to the time after the last one; null for no limit
 */
public record AuditFilter(
        @Nullable String flow,
        @Nullable String meeting,
        Set<String> people,
        @Nullable Result result,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** Every change. */
    public static final AuditFilter ALL = new AuditFilter(null, null, Set.of(), null, null, null);

    private static final Pattern NO_DIGITS = Pattern.compile("[^0-9]");

    public AuditFilter {
        people = Set.copyOf(people);
    }

    /** Whether an entry is wanted. */
    public boolean matches(Entry entry) {
        Intention intention = entry.intention();
        return (flow == null || flow.equals(intention.flow()))
                && (meeting == null || meeting.equals(intention.meeting()))
                && (people.isEmpty() || isOf(intention))
                && (result == null || result == (entry.result() == null ? Result.UNKNOWN : entry.result()))
                && (from == null || !intention.at().isBefore(from))
                && (to == null || intention.at().isBefore(to));
    }

    private boolean isOf(Intention intention) {
        String phone = intention.phone();
        return people.contains(String.valueOf(intention.user()))
                || (phone != null && people.contains(NO_DIGITS.matcher(phone).replaceAll("")));
    }

    /** Shows no person. */
    @Override
    public String toString() {
        return "AuditFilter[" + flow + ", " + result + "]";
    }
}
