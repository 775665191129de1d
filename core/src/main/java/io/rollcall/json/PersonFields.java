package io.rollcall.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.UserId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A person of a directory as fields of a JSON object, in the roster's order and under its names. Pure and thread-safe. */
public final class PersonFields {
    private PersonFields() {}

    /** Writes the person's fields into an open object. */
    public static void write(JsonGenerator json, Person person, List<DepartmentId> departments) throws IOException {
        Fields.text(json, "userId", person.id().value());
        UserId unionId = person.unionId();
        Fields.text(json, "unionId", unionId == null ? null : unionId.value());
        Fields.text(json, "name", person.name());
        json.writeArrayFieldStart("departments");
        for (DepartmentId department : departments) {
            json.writeNumber(department.value());
        }
        json.writeEndArray();
        Fields.text(json, "title", person.title());
        Fields.text(json, "jobNumber", person.jobNumber());
        Fields.text(json, "email", person.email());
        Fields.text(json, "orgEmail", person.orgEmail());
        Fields.text(json, "stateCode", person.stateCode());
        Fields.text(json, "mobile", person.mobile());
        Fields.flag(json, "hideMobile", person.hideMobile());
        Fields.text(json, "telephone", person.telephone());
        Fields.text(json, "workPlace", person.workPlace());
        Fields.text(json, "remark", person.remark());
        Fields.text(json, "avatar", person.avatar());
        Fields.number(json, "departmentOrder", person.departmentOrder());
        extension(json, person.extension());
        Fields.time(json, "hiredAt", person.hiredAt());
        Fields.flag(json, "active", person.active());
        Fields.flag(json, "admin", person.admin());
        Fields.flag(json, "boss", person.boss());
        Fields.flag(json, "leader", person.leader());
        Fields.flag(json, "enterpriseAccount", person.enterpriseAccount());
    }

    private static void extension(JsonGenerator json, Map<String, String> extension) throws IOException {
        boolean open = false;
        for (Map.Entry<String, String> attribute : extension.entrySet()) {
            if (!attribute.getValue().isEmpty()) {
                if (!open) {
                    json.writeObjectFieldStart("extension");
                    open = true;
                }
                Fields.text(json, Fields.expressible(attribute.getKey()), attribute.getValue());
            }
        }
        if (open) {
            json.writeEndObject();
        }
    }
}
