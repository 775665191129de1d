package io.rollcall.dingtalk;

import io.rollcall.call.Reading;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.internal.Json;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A user's rows in the meetings that run now: {@code GET /v1.0/conference/users/lists?unionId=}, page
 * page-000-dingtalk-user-ongoing-meetings.
 *
 * <p>Rows are joined on their own {@code conferenceId}, never on the map's key, which nothing defines. A meeting that is
 * listed without a row for the user becomes a row whose attendance is unsaid, so that it is reported rather than lost.
 * What an idle user looks like is not documented: {@code {}} is taken as the answer "in no meeting"
 * (vendors/dingtalk.md §4.3, 000).
 */
final class ListOngoingMeetings implements DingTalkOperation<UserId, List<Participant>> {
    private final NewGeneration api;

    ListOngoingMeetings(NewGeneration api) {
        this.api = api;
    }

    @Override
    public DingTalkCall call() {
        return DingTalkCall.ONGOING_MEETINGS;
    }

    @Override
    public HttpRequest request(UserId user) {
        return api.get("/v1.0/conference/users/lists", List.of(new Field("unionId", user.value())));
    }

    @Override
    public Reading<List<Participant>> read(UserId user, HttpResponse response) {
        return Answer.read(call(), response, answer -> rows(user, answer));
    }

    private static Reading<List<Participant>> rows(UserId user, Answer answer) {
        if (Boolean.FALSE.equals(answer.at("success").bool())) {
            return answer.unsuccessful(); // undocumented here, but certainly not "in no meeting"
        }
        List<Participant> participants = new ArrayList<>();
        Set<MeetingId> withoutRow = new LinkedHashSet<>();
        for (String id : answer.at("onGoingConfIdList").texts()) {
            withoutRow.add(new MeetingId(id));
        }
        int rowsWithoutMeeting = 0;
        for (Json row : rows(answer.at("memberModelMap").unfolded())) {
            MeetingId meeting = ParticipantRow.meeting(row);
            if (meeting == null) {
                rowsWithoutMeeting++;
            } else {
                participants.add(ParticipantRow.read(row, meeting, user));
                withoutRow.remove(meeting);
            }
        }
        // a row that names no meeting is harmless only while the list of ids names the meeting
        if (rowsWithoutMeeting > withoutRow.size()) {
            return answer.unreadable("a member's row has no conferenceId");
        }
        for (MeetingId meeting : withoutRow) {
            participants.add(ParticipantRow.unsaid(meeting, user));
        }
        return Reading.answer(List.copyOf(participants));
    }

    // several rows under one key are possible: a user may be there with two devices
    private static List<Json> rows(Json map) {
        if (!map.isObject()) {
            return map.items();
        }
        List<Json> rows = new ArrayList<>();
        map.fields().values().forEach(value -> rows.addAll(value.items()));
        return rows;
    }
}
