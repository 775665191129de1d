package io.rollcall.vendor.dingtalk;

import io.rollcall.event.VendorEvent;
import io.rollcall.event.VendorEvent.Type;
import io.rollcall.json.Json;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads pushed events (docs/vendors/dingtalk-stream.md §6, §7). What cannot be read is left out: an event is a hint, and the next
 * poll reads the rest. Not thread-safe: it compares each event with those before.
 */
final class StreamEvents {
    /** Events that do not count against the month's pushes (§0.1, §7). */
    private static final Set<String> FREE = Set.of(
            "user_add_org",
            "user_modify_org",
            "user_leave_org",
            "user_active_org",
            "org_dept_create",
            "org_dept_modify",
            "org_dept_remove",
            "org_change",
            "label_user_change",
            "label_conf_add",
            "label_conf_modify",
            "label_conf_del",
            "org_admin_add",
            "org_admin_remove");

    // the status in the sample of conference_created says that the meeting has ended: only changeScene is read (§6)
    private static final Map<String, Type> OF_MEETINGS =
            Map.of("conference_created", Type.MEETING_STARTED, "conference_closed", Type.MEETING_ENDED);
    private static final Map<String, Type> OF_MEMBERS = Map.of(
            "user_join", Type.PARTICIPANT_JOINED,
            "user_leave", Type.PARTICIPANT_LEFT,
            "user_kicked", Type.PARTICIPANT_REMOVED,
            "user_invited", Type.PARTICIPANT_INVITED);

    private final StreamOrder order = new StreamOrder();

    /** Whether DingTalk counts the event against the month's pushes; assumption: everything that is not listed as free. */
    static boolean isMetered(String eventType) {
        return !FREE.contains(eventType);
    }

    /**
     * What an event says; empty where nothing of it can be used.
     *
     * @param at when it was born; null if unknown
     */
    List<VendorEvent> read(String eventType, Json data, @Nullable Instant at) {
        return switch (eventType) {
            case "meeting_status_change", "meeting_status_change_target_push" -> meeting(data, at);
            case "meeting_member_status_change", "meeting_member_status_change_target_push" -> members(data, at);
            case "user_add_org" -> people(Type.PERSON_ADDED, data, at);
            // a person's first log-in makes the account active
            case "user_modify_org", "user_active_org" -> people(Type.PERSON_CHANGED, data, at);
            case "user_leave_org" -> people(Type.PERSON_LEFT, data, at);
            case "org_dept_create" -> departments(Type.DEPARTMENT_ADDED, data, at);
            case "org_dept_modify" -> departments(Type.DEPARTMENT_CHANGED, data, at);
            case "org_dept_remove" -> departments(Type.DEPARTMENT_REMOVED, data, at);
            default -> List.of();
        };
    }

    int remembered() {
        return order.size();
    }

    private List<VendorEvent> meeting(Json data, @Nullable Instant at) {
        Type type = scene(OF_MEETINGS, data);
        Json model = data.at("openConfModel").unfolded();
        MeetingId meeting = ParticipantRow.meeting(model);
        if (type == null || meeting == null || order.isOlder(meeting.value(), number(data))) {
            return List.of();
        }
        return List.of(new VendorEvent.OfMeeting(type, at, meeting, ListOrganizationMeetings.meeting(model, meeting)));
    }

    private List<VendorEvent> members(Json data, @Nullable Instant at) {
        Type type = scene(OF_MEMBERS, data);
        if (type == null) {
            return List.of();
        }
        List<VendorEvent> events = new ArrayList<>();
        for (Json row : data.at("openMemberModels").items()) {
            Participant participant = participant(row.unfolded());
            if (participant != null && !isOlder(type, participant, number(data))) {
                events.add(new VendorEvent.OfParticipant(type, at, participant));
            }
        }
        return events;
    }

    private static @Nullable Participant participant(Json row) {
        MeetingId meeting = ParticipantRow.meeting(row);
        return meeting == null || ParticipantRow.wrongUser(row.at("userId")) != null
                ? null
                : ParticipantRow.pushed(row, meeting);
    }

    private boolean isOlder(Type type, Participant participant, @Nullable Long number) {
        UserId user = participant.user();
        if (user == null) {
            return false;
        }
        boolean older = order.isOlder(participant.meeting().value() + "\n" + user.value(), number);
        // a join is never ignored: it may be the only one that tells of the person (§6)
        return older && type != Type.PARTICIPANT_JOINED;
    }

    private static @Nullable Long number(Json data) {
        return data.at("statusSeqNum").number();
    }

    private static @Nullable Type scene(Map<String, Type> known, Json data) {
        String scene = data.at("changeScene").text();
        return scene == null ? null : known.get(scene.strip());
    }

    // third-party applications get one person an event, spelled userid (§7); pushes over HTTP begin the names with a
    // capital. Two copies of the page of user_modify_org print diffInfo as an object and as an array; what differs is
    // not used, because prev and curr do not tell of all changes
    private static List<VendorEvent> people(Type type, Json data, @Nullable Instant at) {
        Set<String> ids = new LinkedHashSet<>();
        addIds(data.firstOf("userId", "userid", "UserId"), ids);
        data.firstOf("diffInfo", "DiffInfo").items().forEach(difference -> addIds(difference.at("userid"), ids));
        return ids.stream()
                .<VendorEvent>map(id -> new VendorEvent.OfPerson(type, at, id))
                .toList();
    }

    private static void addIds(Json list, Set<String> ids) {
        for (Json item : list.items()) {
            String id = item.text();
            if (item.notAnId() == null && id != null) {
                ids.add(id);
            }
        }
    }

    private static List<VendorEvent> departments(Type type, Json data, @Nullable Instant at) {
        List<VendorEvent> events = new ArrayList<>();
        for (Json item : data.firstOf("deptId", "DeptId", "id").items()) {
            DepartmentId department = PersonRow.department(item);
            if (department != null) {
                events.add(new VendorEvent.OfDepartment(type, at, department));
            }
        }
        return events;
    }
}
