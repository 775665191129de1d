package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import io.rollcall.sandbox.internal.http.Json;

/** A member of a meeting as DingTalk returns them (page 000; docs/vendors/dingtalk.md §4.5). */
final class MemberJson {
    private MemberJson() {}

    /**
     * Only {@code users/lists} returns the device; the members call has no such field.
     *
     * @param now milliseconds since the epoch
     */
    static ObjectNode of(String meeting, Member member, boolean withDevice, long now) {
        return Json.withoutNulls(Json.object()
                .put("unionId", member.unionId())
                .put("conferenceId", meeting)
                .put("userNick", member.nick())
                .put("joinTime", member.joinTime())
                .put("leaveTime", member.leaveTime())
                .put("duration", member.duration(now))
                .put("attendStatus", member.status())
                .put("host", member.host())
                .put("coHost", member.coHost())
                .put("outerOrgMember", member.outerOrgMember())
                .put("pstnJoin", member.pstnJoin())
                .put("deviceType", withDevice ? member.deviceType() : null));
    }
}
