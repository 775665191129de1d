package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.sandbox.company.Meeting.Member;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a member of a meeting (page 000; vendors/dingtalk.md §4.5). */
final class MemberWriter {
    private MemberWriter() {}

    /** Only users/lists tells the device; the members call has no such field. */
    static void write(JsonGenerator out, String meeting, Member member, boolean withDevice, long now)
            throws IOException {
        out.writeStartObject();
        if (member.unionId() != null) {
            out.writeStringField("unionId", member.unionId());
        }
        out.writeStringField("conferenceId", meeting);
        out.writeStringField("userNick", member.nick());
        number(out, "joinTime", member.joinTime());
        number(out, "leaveTime", member.leaveTime());
        if (member.joinTime() != null) {
            long until = member.leaveTime() == null ? now : member.leaveTime();
            out.writeNumberField("duration", Math.max(0, until - member.joinTime()));
        }
        if (member.status() != null) {
            out.writeNumberField("attendStatus", member.status());
        }
        flag(out, "host", member.host());
        flag(out, "coHost", member.coHost());
        flag(out, "outerOrgMember", member.outerOrgMember());
        flag(out, "pstnJoin", member.pstnJoin());
        if (withDevice && member.deviceType() != null) {
            out.writeStringField("deviceType", member.deviceType());
        }
        out.writeEndObject();
    }

    private static void number(JsonGenerator out, String name, @Nullable Long value) throws IOException {
        if (value != null) {
            out.writeNumberField(name, value);
        }
    }

    private static void flag(JsonGenerator out, String name, @Nullable Boolean value) throws IOException {
        if (value != null) {
            out.writeBooleanField(name, value);
        }
    }
}
