package io.rollcall.app.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.rollcall.json.DocumentedJson;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The use of an application's metered calls and events in the current month. Immutable.
 *
 * @param account the first account of the application, in the order of the names
 * @param month in the vendor's time zone, as all days
 * @param used calls; 0 where they are not metered
 * @param limit the most calls; 0 for not metered
 * @param reserve how many of them only changes may use
 * @param forecast calls at the end of the month, if all polls are made; null if unknown
 * @param status {@code ok}, {@code low}, {@code reserve-only}, {@code used-up}, {@code refused} or {@code not-metered}
 * @param events null where the application receives none
 * @param days from the first day of the month to today
 * @param byFlow calls of the month by flow; those that no flow made are {@code other}
 * @param byOperation calls of the month by operation
 * @param unrecorded calls of the month of which only the number is known, because an earlier version counted them
 * @param today the polls that are planned for the rest of today in Rollcall's time zone, at most {@value #MOST_POLLS}
 * @param waiting how long people wait, for each flow with a schedule
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"account", "month", "used", "limit", "reserve", "forecast", "status", "events", "days"})
public record AccountBudget(
        String account,
        @JsonSerialize(using = ToStringSerializer.class) YearMonth month,
        long used,
        long limit,
        long reserve,
        @Nullable Long forecast,
        String status,
        @Nullable Events events,
        List<Day> days,
        Map<String, Long> byFlow,
        Map<String, Long> byOperation,
        long unrecorded,
        List<String> today,
        List<Waiting> waiting) {
    /** The most polls of a day that are listed. */
    static final int MOST_POLLS = 500;

    public AccountBudget {
        days = List.copyOf(days);
        today = List.copyOf(today);
        waiting = List.copyOf(waiting);
    }

    /** @param limit 0 for not metered @param opens how often connections were opened this month */
    @DocumentedJson
    public record Events(long used, long limit, long opens) {}

    /** The calls and events of a day. */
    @DocumentedJson
    public record Day(@JsonSerialize(using = ToStringSerializer.class) LocalDate day, long calls, long events) {}

    /**
     * How long people wait for a flow's next poll.
     *
     * @param mean null if unknown
     * @param worst null if unknown
     * @param events whether events shorten this to about a second now
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Waiting(
            String flow,
            @JsonSerialize(using = ToStringSerializer.class) @Nullable Duration mean,
            @JsonSerialize(using = ToStringSerializer.class) @Nullable Duration worst,
            boolean events) {}
}
