package io.rollcall.vendor.dingtalk;

import io.rollcall.http.Escape;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.vendor.ListRows;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import java.util.List;

/**
 * All people of a running meeting, page by page: {@code GET /v1.0/conference/videoConferences/{conferenceId}/members}
 * (docs/vendors/dingtalk.md §4.1). There is no {@code hasMore}: a page without {@code nextToken} is the last one, by the
 * general rule of the new generation (§9).
 */
final class ListMembers implements DingTalkOperation<MeetingPage, Page<Participant>> {
    private final OpenApi api;

    ListMembers(OpenApi api) {
        this.api = api;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.MEMBERS;
    }

    @Override
    public RecordedFields answerFields() {
        return ParticipantRow.FIELDS
                .and(PageToken.FIELDS)
                .containers("memberModels")
                .keep("totalCount");
    }

    @Override
    public HttpRequest request(MeetingPage page) {
        String from = page.cursor().value();
        return api.get(
                Escape.path(
                        "v1.0", "conference", "videoConferences", page.meeting().value(), "members"),
                from == null ? List.of() : List.of(new Field("nextToken", from)));
    }

    @Override
    public ParsedResponse<Page<Participant>> read(MeetingPage page, HttpResponse response) {
        return DingTalkResponse.read(call(), response, answer -> members(page, answer));
    }

    private static ParsedResponse<Page<Participant>> members(MeetingPage asked, DingTalkResponse answer) {
        if (!answer.at("memberModels").isSaid()) {
            return answer.unreadable("memberModels is missing");
        }
        ListRows<Participant> rows = ListRows.ofObjects(answer.at("memberModels"), row -> member(row, asked.meeting()));
        if (rows == null) {
            return answer.unreadable("memberModels is no list of members");
        }
        Cursor next = PageToken.next(answer);
        if (next != null && PageToken.stands(asked.cursor(), next)) {
            return answer.unreadable("nextToken does not move on");
        }
        if (next != null && rows.items().isEmpty()) {
            return answer.emptyPage();
        }
        return ParsedResponse.answer(new Page<>(rows.items(), next), rows.skipped());
    }

    private static Row<Participant> member(Json row, MeetingId asked) {
        String wrong = ParticipantRow.wrongUser(row.at("unionId"));
        if (wrong != null) {
            return Row.unreadable("whose unionId " + wrong);
        }
        MeetingId named = ParticipantRow.meeting(row);
        return Row.of(ParticipantRow.read(row, named == null ? asked : named, null));
    }
}
