package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.PersonId;
import io.rollcall.vendor.DirectoryProofs.LeavePage;
import io.rollcall.vendor.DirectoryProofs.LeaveRecord;
import io.rollcall.vendor.ListRows;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who left the company in a time span, page by page: {@code GET /v1.0/contact/empLeaveRecords} (docs/vendors/dingtalk-stream.md §7).
 * Internal applications only.
 *
 * <p>The facts do not say how the last page is marked. Assumption: by no {@code nextToken}, by the token of the first page, or by
 * no row. A record that this would lose is a proof that is missing, never a wrong one.
 */
final class ListLeaveRecords implements DingTalkOperation<LeavePage, Page<LeaveRecord>> {
    static final Duration LONGEST_SPAN = Duration.ofDays(365);
    private static final int LARGEST_PAGE = 50;
    private static final String FIRST = "0";
    private static final int LONGEST_TIME = 40;

    // the zone as RFC 3339 writes it, and as ISO 8601 allows it too
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private final OpenApi api;

    ListLeaveRecords(OpenApi api) {
        this.api = api;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.LEAVE_RECORDS;
    }

    @Override
    public RecordedFields answerFields() {
        return PageToken.FIELDS
                .containers("records")
                .ids("userId")
                .dates("leaveTime")
                .keep("leaveReason")
                .hide("name", "mobile", "stateCode")
                .words("oapi", "cancel", "leave", "delete", "unknown");
    }

    @Override
    public HttpRequest request(LeavePage page) {
        Instant from = page.from().truncatedTo(ChronoUnit.SECONDS);
        Instant until = page.until().truncatedTo(ChronoUnit.SECONDS);
        if (Duration.between(from, until).compareTo(LONGEST_SPAN) > 0) {
            throw new IllegalArgumentException(
                    "leave records are asked for at most " + LONGEST_SPAN.toDays() + " days at once");
        }
        String cursor = page.cursor().value();
        return api.get(
                "/v1.0/contact/empLeaveRecords",
                List.of(
                        new Field("startTime", from.toString()),
                        new Field("endTime", until.toString()),
                        new Field("nextToken", cursor == null ? FIRST : cursor),
                        new Field("maxResults", Integer.toString(LARGEST_PAGE))));
    }

    @Override
    public ParsedResponse<Page<LeaveRecord>> read(LeavePage page, HttpResponse response) {
        return DingTalkResponse.read(call(), response, answer -> records(page.cursor(), answer));
    }

    private static ParsedResponse<Page<LeaveRecord>> records(Cursor asked, DingTalkResponse answer) {
        if (!answer.at("records").isSaid()) {
            return answer.unreadable("records is missing");
        }
        ListRows<LeaveRecord> rows = ListRows.ofObjects(answer.at("records"), ListLeaveRecords::record);
        if (rows == null) {
            return answer.unreadable("records is no list of records");
        }
        Cursor next = rows.isEmpty() ? null : next(answer);
        if (next != null && PageToken.stands(asked, next)) {
            return answer.unreadable("nextToken does not move on");
        }
        if (next != null && rows.items().isEmpty()) {
            return answer.emptyPage();
        }
        return ParsedResponse.answer(new Page<>(rows.items(), next), rows.skipped());
    }

    private static @Nullable Cursor next(DingTalkResponse answer) {
        Cursor next = PageToken.next(answer);
        return next == null || FIRST.equals(next.value()) ? null : next;
    }

    private static Row<LeaveRecord> record(Json row) {
        String wrong = row.at("userId").notAnId();
        if (wrong != null) {
            return Row.unreadable("whose userId " + wrong);
        }
        Instant leftAt = time(row.at("leaveTime"));
        return leftAt == null
                ? Row.unreadable("whose leaveTime is no time with a zone")
                : Row.of(new LeaveRecord(
                        new PersonId(Objects.requireNonNull(row.at("userId").text())), leftAt));
    }

    // a text (the SDK's type); the facts describe no form, so milliseconds, as of other times, are read too
    private static @Nullable Instant time(Json time) {
        String text = time.text();
        if (time.number() != null || text == null || text.length() > LONGEST_TIME) {
            return time.instant();
        }
        try {
            return TIME.parse(text.strip(), Instant::from);
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
