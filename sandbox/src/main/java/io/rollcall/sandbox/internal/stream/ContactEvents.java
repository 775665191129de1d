package io.rollcall.sandbox.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.company.Person;
import io.rollcall.sandbox.internal.company.StreamSettings.Subscription;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.SandboxClock;
import java.util.List;

/** Publishes changes of people and departments, with the fields of docs/vendors/dingtalk-stream.md §7. Thread-safe. */
public final class ContactEvents {
    private final Gateway gateway;
    private final SandboxClock clock;
    private final boolean thirdParty;
    private final boolean diffAsObject;

    public ContactEvents(Gateway gateway, SandboxClock clock, DingTalkSettings settings) {
        this.gateway = gateway;
        this.clock = clock;
        this.thirdParty = settings.thirdParty();
        this.diffAsObject = settings.stream().diffAsObject();
    }

    /** Publishes that a person joined the company. */
    public void joined(Person person) {
        if (thirdParty) {
            publish("user_add_org", record(person));
        } else {
            publish("user_add_org", of(List.of(person.userId())));
        }
    }

    /** Publishes that a person left the company. The third-party form has the unionId. */
    public void left(Person person) {
        publish(
                "user_leave_org",
                thirdParty
                        ? Json.object()
                                .put("userId", person.userId())
                                .put("unionid", person.unionId())
                                .put("dingId", "$:LWCP_v1:$" + person.userId())
                        : of(List.of(person.userId())));
    }

    /** Publishes that a person changed. Both sides list fields that did not change; a removed one is missing after. */
    public void changed(Person before, Person after) {
        if (thirdParty) {
            publish("user_modify_org", record(after));
            return;
        }
        ObjectNode difference = Json.object().put("userid", after.userId());
        difference.set("prev", fields(before));
        difference.set("curr", fields(after));
        ObjectNode data = of(List.of(after.userId())).put("optStaffId", "administrator");
        data.set("diffInfo", diffAsObject ? difference : Json.array().add(difference));
        publish("user_modify_org", data);
    }

    private ObjectNode of(List<String> userIds) {
        ObjectNode data = Json.object().put("timeStamp", Long.toString(clock.millis()));
        return data.set("userId", Json.tree(userIds));
    }

    private static ObjectNode fields(Person person) {
        return Json.withoutNulls(Json.object()
                .put("name", person.name())
                .put("telephone", person.contact().telephone())
                .put("email", person.contact().email())
                .put("jobNumber", person.work().jobNumber())
                .put("workPlace", person.work().workPlace())
                .put("hiredDate", person.work().hiredDate())
                // JSON as text
                .put("extFields", person.work().extension()));
    }

    /** The whole person, spelled as for third-party applications. */
    private static ObjectNode record(Person person) {
        ObjectNode record = Json.object()
                .put("userid", person.userId())
                .put("unionid", person.unionId())
                .put("name", person.name())
                .put("jobnumber", person.work().jobNumber())
                .put("isAdmin", person.standing().admin())
                .put("active", person.standing().active());
        record.set("department", Json.tree(person.departments()));
        return Json.withoutNulls(record);
    }

    /**
     * Publishes a change of people. What the contacts calls respond stays the same.
     *
     * @param eventType such as {@code user_modify_org}
     */
    public void people(String eventType, List<String> userIds) {
        ObjectNode data = of(userIds);
        if (eventType.equals("user_modify_org")) {
            data.set("diffInfo", differences(userIds));
        }
        publish(eventType, data);
    }

    /** An array with one object for each person; another copy of the page prints one object. */
    private static JsonNode differences(List<String> userIds) {
        var differences = Json.array();
        for (String userId : userIds) {
            ObjectNode difference = differences.addObject().put("userid", userId);
            difference.putObject("prev").put("name", userId).put("workPlace", "");
            difference.putObject("curr").put("name", userId).put("workPlace", "Future Park");
        }
        return differences;
    }

    /**
     * Publishes a change of departments.
     *
     * @param eventType such as {@code org_dept_modify}
     */
    public void departments(String eventType, List<Long> ids) {
        publish(eventType, Json.object().set("deptId", Json.tree(ids)));
    }

    /** Publishes an event with any content. */
    public void publish(String eventType, JsonNode data) {
        gateway.publish(new StreamEvent(Subscription.CONTACTS, eventType, data));
    }
}
