package io.rollcall.sandbox.internal.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.Meeting;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import io.rollcall.sandbox.internal.company.StreamSettings.Subscription;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Publishes what happens in meetings, with the fields of docs/vendors/dingtalk-stream.md §6. Thread-safe. */
public final class MeetingEvents {
    /** What happened to members. */
    public enum Scene {
        USER_JOIN("user_join"),
        USER_LEAVE("user_leave"),
        USER_INVITED("user_invited"),
        USER_KICKED("user_kicked");

        private final String wireName;

        Scene(String wireName) {
            this.wireName = wireName;
        }
    }

    private static final Pattern ROOM_CODE = Pattern.compile("(\\d{3})(\\d{3})(\\d+)");

    private final Gateway gateway;
    private final boolean allFields;
    /** Assumption: one sequence for all meetings; its scope is not documented. */
    private final AtomicLong sequence = new AtomicLong();

    /**
     * @param allFields whether to add the fields that only the RDS page lists
     */
    public MeetingEvents(Gateway gateway, boolean allFields) {
        this.gateway = gateway;
        this.allFields = allFields;
    }

    /** Publishes a change of members of one meeting as one event. */
    public void members(Scene scene, String meeting, List<Member> members, long now) {
        ObjectNode data = Json.object();
        ArrayNode models = data.putArray("openMemberModels");
        members.forEach(member -> models.add(model(meeting, member, now)));
        publish(Subscription.MEMBER, "meeting_member_status_change", data, scene.wireName);
    }

    private ObjectNode model(String meeting, Member member, long now) {
        boolean outsider = Boolean.TRUE.equals(member.outerOrgMember()) || member.unionId() == null;
        return Json.withoutNulls(Json.object()
                .put("userId", outsider ? "" : member.unionId())
                .put("conferenceId", meeting)
                .put("userNick", member.nick())
                .put("joinTime", member.joinTime())
                .put("leaveTime", member.leaveTime())
                .put("duration", member.duration(now))
                .put("attendStatus", member.status())
                .put("host", member.host())
                .put("coHost", member.coHost())
                .put("outerOrgMember", allFields ? member.outerOrgMember() : null)
                .put("pstnJoin", member.pstnJoin())
                .put("deviceType", member.deviceType()));
    }

    /** Publishes the start of a meeting. */
    public void started(Meeting meeting, List<Member> members) {
        status("conference_created", meeting, members, null);
    }

    /** Publishes the end of a meeting. */
    public void ended(Meeting meeting, List<Member> members, long now) {
        status("conference_closed", meeting, members, now);
    }

    private void status(String scene, Meeting meeting, List<Member> members, @Nullable Long end) {
        ObjectNode model = Json.object()
                .put("calendarEventId", "")
                .put("bizType", meeting.bizType())
                .put("creatorId", meeting.creator())
                .put("bizScene", "autoCall")
                .put("title", meeting.title())
                .put("activeNum", members.stream().filter(Member::isActive).count())
                .put("creatorNick", meeting.creatorNick())
                .put(
                        "attendNum",
                        members.stream()
                                .filter(member -> member.joinTime() != null)
                                .count())
                .put("confDuration", end == null ? 0 : Math.max(0, end - meeting.startTime()))
                .put("conferenceId", meeting.id())
                .put("startTime", meeting.startTime())
                .put("invitedNum", members.size())
                .put("scheduleConferenceId", "")
                // 1 means ended elsewhere; the vendor's sample of conference_created has it too
                .put("status", 1);
        if (allFields) {
            model.put("roomCode", ROOM_CODE.matcher(meeting.roomCode()).replaceFirst("$1 $2 $3"))
                    .put("externalLinkUrl", "https://meeting.example/j?token=" + RandomIds.hex())
                    .put("endTime", end);
        }
        publish(
                Subscription.STATUS,
                "meeting_status_change",
                Json.object().set("openConfModel", Json.withoutNulls(model)),
                scene);
    }

    private void publish(Subscription subscription, String eventType, ObjectNode data, String scene) {
        data.put("statusSeqNum", sequence.incrementAndGet()).put("changeScene", scene);
        gateway.publish(new StreamEvent(subscription, eventType, data));
    }
}
