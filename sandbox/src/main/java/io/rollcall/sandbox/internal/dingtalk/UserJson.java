package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.company.Person;
import io.rollcall.sandbox.internal.http.Json;

/**
 * A person as {@code user/list} and {@code user/get} return them: with JSON types, or with numbers, booleans and lists as text, as page 003 prints
 * them. Fields that the application may not see are missing.
 */
final class UserJson {
    private final boolean asPrinted;
    private final boolean thirdParty;
    private final boolean showsMobile;
    private final boolean showsPersonal;

    UserJson(DingTalkSettings settings) {
        this.asPrinted = settings.asPrinted();
        this.thirdParty = settings.thirdParty();
        this.showsMobile = !thirdParty && !settings.withhold().contains("mobile");
        this.showsPersonal = !thirdParty && !settings.withhold().contains("personal");
    }

    /** A person in a department's list. */
    ObjectNode of(Person person, long department) {
        ObjectNode user = common(person);
        user.put("dept_order", person.work().order())
                .put("leader", person.standing().leaderOf().contains(department));
        return finished(user);
    }

    /** A person in a single read, which shows what depends on the department for all of them (docs/vendors/dingtalk.md §5). */
    ObjectNode single(Person person) {
        ObjectNode user = common(person);
        ArrayNode orders = user.putArray("dept_order_list");
        ArrayNode leads = user.putArray("leader_in_dept");
        for (long department : person.departments()) {
            if (person.work().order() != null) {
                orders.addObject()
                        .put("dept_id", department)
                        .put("order", person.work().order());
            }
            leads.addObject()
                    .put("dept_id", department)
                    .put("leader", person.standing().leaderOf().contains(department));
        }
        user.putArray("role_list");
        return finished(user.put("real_authed", true).put("senior", false));
    }

    private ObjectNode finished(ObjectNode user) {
        Json.withoutNulls(user);
        return asPrinted ? printed(user) : user;
    }

    private ObjectNode common(Person person) {
        Person.Contact contact = person.contact();
        Person.Work work = person.work();
        Person.Standing standing = person.standing();
        ObjectNode user = Json.object()
                .put("userid", person.userId())
                .put("unionid", person.unionId())
                .put("name", person.name())
                .put("avatar", contact.avatar());
        if (showsMobile) {
            user.put("state_code", contact.stateCode()).put("mobile", contact.mobile());
        }
        user.put("hide_mobile", contact.hideMobile());
        if (!thirdParty) {
            user.put("telephone", contact.telephone());
        }
        user.put("job_number", work.jobNumber()).put("title", work.title());
        if (showsPersonal) {
            user.put("email", contact.email())
                    .put("org_email", contact.orgEmail())
                    .put("work_place", work.workPlace())
                    .put("remark", work.remark())
                    .put("extension", work.extension());
        }
        user.set("dept_id_list", Json.tree(person.departments()));
        if (!thirdParty) {
            user.put("hired_date", work.hiredDate());
        }
        user.put("active", standing.active()).put("admin", standing.admin()).put("boss", standing.boss());
        Person.Enterprise enterprise = person.enterprise();
        if (!thirdParty) {
            user.put("exclusive_account", enterprise != null);
        }
        // not for third-party applications either (assumption: the page says so of exclusive_account only)
        if (!thirdParty && enterprise != null) {
            user.put("login_id", enterprise.loginId())
                    .put("exclusive_account_type", enterprise.type())
                    .put("nickname", enterprise.nickname())
                    .put("exclusive_account_corp_id", enterprise.corpId())
                    .put("exclusive_account_corp_name", enterprise.corpName())
                    .put("disable_status", enterprise.disabled());
        }
        return user;
    }

    /** The object with every value as text. */
    static ObjectNode printed(ObjectNode object) {
        object.properties().forEach(field -> field.setValue(TextNode.valueOf(text(field.getValue()))));
        return object;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
