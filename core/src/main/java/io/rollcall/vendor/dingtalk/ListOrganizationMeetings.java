package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.ListRows;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All running meetings of the organization, page by page: {@code GET /v1.0/conference/orgConferences}
 * (docs/vendors/dingtalk.md §4.1, §4.5). The page's size is left to DingTalk, which states neither its limit nor its default.
 */
final class ListOrganizationMeetings implements DingTalkOperation<Cursor, Page<Meeting>> {
    private final OpenApi api;

    ListOrganizationMeetings(OpenApi api) {
        this.api = api;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.ORG_MEETINGS;
    }

    @Override
    public RecordedFields answerFields() {
        return PageToken.FIELDS
                .containers("onGoingConfList")
                .ids("conferenceId", "creatorId")
                .times("startTime", "endTime")
                .keep("hasMore", "totalCount", "bizType", "status")
                .hide("title", "roomCode", "creatorNick")
                // docs/vendors/dingtalk.md §4.2
                .words("audio_conf", "rooms_conf");
    }

    @Override
    public HttpRequest request(Cursor cursor) {
        List<Field> query = cursor.value() == null ? List.of() : List.of(new Field("nextToken", cursor.value()));
        return api.get("/v1.0/conference/orgConferences", query);
    }

    @Override
    public ParsedResponse<Page<Meeting>> read(Cursor cursor, HttpResponse response) {
        return DingTalkResponse.read(call(), response, answer -> page(cursor, answer));
    }

    private static ParsedResponse<Page<Meeting>> page(Cursor asked, DingTalkResponse answer) {
        Boolean more = answer.at("hasMore").bool();
        Long total = answer.at("totalCount").number();
        boolean nothingRuns = !Boolean.TRUE.equals(more) && total != null && total == 0;
        if (!answer.at("onGoingConfList").isSaid() && !nothingRuns) {
            return answer.unreadable("onGoingConfList is missing");
        }
        ListRows<Meeting> rows = ListRows.ofObjects(answer.at("onGoingConfList"), ListOrganizationMeetings::meeting);
        if (rows == null) {
            return answer.unreadable("onGoingConfList is no list of meetings");
        }
        Cursor next = Boolean.FALSE.equals(more) ? null : PageToken.next(answer);
        if (Boolean.TRUE.equals(more) && next == null) {
            return answer.unreadable("hasMore is true and nextToken is missing");
        }
        if (next != null && PageToken.stands(asked, next)) {
            return answer.unreadable("nextToken does not move on");
        }
        if (next != null && rows.items().isEmpty()) {
            return answer.emptyPage();
        }
        return ParsedResponse.answer(new Page<>(rows.items(), next), rows.skipped());
    }

    private static Row<Meeting> meeting(Json row) {
        MeetingId id = ParticipantRow.meeting(row);
        return id == null
                ? Row.unreadable("whose conferenceId " + row.at("conferenceId").notAnId())
                : Row.of(meeting(row, id));
    }

    /** Reads what a row tells of a meeting; the model of an event has the same names (docs/vendors/dingtalk.md §6). */
    static Meeting meeting(Json row, MeetingId id) {
        return new Meeting(
                id,
                row.at("title").text(),
                row.at("roomCode").text(),
                user(row.at("creatorId").id()),
                row.at("creatorNick").text(),
                ParticipantRow.time(row.at("startTime")),
                ParticipantRow.time(row.at("endTime")),
                row.at("bizType").text(),
                row.at("status").number());
    }

    private static @Nullable UserId user(@Nullable String unionId) {
        return unionId == null ? null : new UserId(unionId);
    }
}
