package io.rollcall.sandbox.internal.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.http.Json;
import java.nio.charset.StandardCharsets;

/** Writes a person with the keys of a company file, without the Huawei account. */
final class PersonFile {
    private PersonFile() {}

    static ObjectNode write(Person person) {
        Person.Contact contact = person.contact();
        Person.Work work = person.work();
        Person.Standing standing = person.standing();
        ObjectNode file = Json.object()
                .put("userId", person.userId())
                .put("unionId", person.unionId())
                .put("name", person.name())
                .put("avatar", contact.avatar())
                .put("stateCode", contact.stateCode())
                .put("mobile", contact.mobile())
                .put("hideMobile", contact.hideMobile())
                .put("telephone", contact.telephone())
                .put("email", contact.email())
                .put("orgEmail", contact.orgEmail())
                .put("title", work.title())
                .put("jobNumber", work.jobNumber())
                .put("workPlace", work.workPlace())
                .put("remark", work.remark())
                .put("hiredDate", work.hiredDate())
                .put("order", work.order())
                .put("active", standing.active())
                .put("admin", standing.admin())
                .put("boss", standing.boss())
                .put("accessLimited", standing.accessLimited());
        file.set("departments", Json.tree(person.departments()));
        file.set("leaderOf", Json.tree(standing.leaderOf()));
        if (work.extension() != null) {
            file.set("extension", Json.parse(work.extension().getBytes(StandardCharsets.UTF_8)));
        }
        Person.Enterprise enterprise = person.enterprise();
        if (enterprise != null) {
            file.set(
                    "enterprise",
                    Json.withoutNulls(Json.object()
                            .put("loginId", enterprise.loginId())
                            .put("type", enterprise.type())
                            .put("nickname", enterprise.nickname())
                            .put("corpId", enterprise.corpId())
                            .put("corpName", enterprise.corpName())
                            .put("disabled", enterprise.disabled())));
        }
        return Json.withoutNulls(file);
    }
}
