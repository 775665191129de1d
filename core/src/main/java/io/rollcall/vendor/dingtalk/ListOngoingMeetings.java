package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.vendor.ListRows;
import io.rollcall.vendor.ListRows.Row;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import io.rollcall.vendor.SkippedRows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A user's rows in the meetings that run now: {@code GET /v1.0/conference/users/lists?unionId=}
 * (docs/vendors/pages/page-000-dingtalk-user-ongoing-meetings.md).
 *
 * <p>Rows are joined on their own {@code conferenceId}, never on the map's key, which nothing defines. A meeting that is
 * listed without a row for the user becomes a row whose attendance is unsaid, so that it is reported rather than lost.
 * What an idle user looks like is not documented: {@code {}} is taken as the answer "in no meeting"
 * (docs/vendors/dingtalk.md §4.3, 000).
 */
final class ListOngoingMeetings implements DingTalkOperation<UserId, List<Participant>> {
    private final OpenApi api;

    ListOngoingMeetings(OpenApi api) {
        this.api = api;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.ONGOING_MEETINGS;
    }

    @Override
    public RecordedFields answerFields() {
        return ParticipantRow.FIELDS.ids("onGoingConfIdList").maps("memberModelMap");
    }

    @Override
    public HttpRequest request(UserId user) {
        return api.get("/v1.0/conference/users/lists", List.of(new Field("unionId", user.value())));
    }

    @Override
    public ParsedResponse<List<Participant>> read(UserId user, HttpResponse response) {
        return DingTalkResponse.read(call(), response, answer -> rows(user, answer));
    }

    private static ParsedResponse<List<Participant>> rows(UserId user, DingTalkResponse answer) {
        if (Boolean.FALSE.equals(answer.at("success").bool())) {
            return answer.unsuccessful(); // undocumented here, but certainly not "in no meeting"
        }
        List<Participant> participants = new ArrayList<>();
        Set<MeetingId> withoutRow = new LinkedHashSet<>();
        Json list = answer.at("onGoingConfIdList");
        List<Json> listed = list.rows();
        // one id alone may be written without the array around
        ListRows<MeetingId> ids = ListRows.of(listed == null ? List.of(list) : listed, ListOngoingMeetings::id);
        withoutRow.addAll(ids.items());
        ListRows<Participant> rows =
                ListRows.of(rows(answer.at("memberModelMap").unfolded()), row -> row(row, user));
        for (Participant row : rows.items()) {
            participants.add(row);
            withoutRow.remove(row.meeting());
        }
        // a row that names no meeting is harmless only while the list of ids names the meeting
        SkippedRows skipped = rows.skipped().count() <= withoutRow.size() ? SkippedRows.NONE : rows.skipped();
        for (MeetingId meeting : withoutRow) {
            participants.add(ParticipantRow.unsaid(meeting, user));
        }
        return ParsedResponse.answer(List.copyOf(participants), ids.skipped().plus(skipped));
    }

    private static Row<MeetingId> id(Json id) {
        MeetingId meeting = ParticipantRow.meetingId(id);
        return meeting == null ? Row.unreadable("of the meetings' ids, which " + id.notAnId()) : Row.of(meeting);
    }

    private static Row<Participant> row(Json row, UserId user) {
        MeetingId meeting = ParticipantRow.meeting(row);
        String wrongUser = ParticipantRow.wrongUser(row.at("unionId"));
        if (meeting == null) {
            return Row.unreadable(
                    row.isObject()
                            ? "whose conferenceId " + row.at("conferenceId").notAnId()
                            : "is no object");
        }
        return wrongUser == null
                ? Row.of(ParticipantRow.read(row, meeting, user))
                : Row.unreadable("whose unionId " + wrongUser);
    }

    // several rows under one key are possible: a user may be there with two devices
    private static List<Json> rows(Json map) {
        List<Json> rows = new ArrayList<>();
        if (map.isObject()) {
            map.fields().values().forEach(value -> addRows(value, rows));
        } else {
            addRows(map, rows);
        }
        return rows;
    }

    private static void addRows(Json value, List<Json> rows) {
        List<Json> its = value.rows();
        if (its == null) {
            rows.add(value);
        } else {
            rows.addAll(its);
        }
    }
}
