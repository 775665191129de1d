package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.sandbox.company.DingTalkSettings;
import io.rollcall.sandbox.company.Person;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a person as user/list does: with real types, or with numbers, booleans and lists as text, as page 003 prints them.
 * Fields that the application may not see are left out.
 */
final class UserWriter {
    private final boolean asPrinted;
    private final boolean thirdParty;
    private final boolean showsMobile;
    private final boolean showsPersonal;

    UserWriter(DingTalkSettings settings) {
        this.asPrinted = settings.asPrinted();
        this.thirdParty = settings.thirdParty();
        this.showsMobile = !thirdParty && !settings.withhold().contains("mobile");
        this.showsPersonal = !thirdParty && !settings.withhold().contains("personal");
    }

    void write(JsonGenerator out, Person person, long department) throws IOException {
        Person.Contact contact = person.contact();
        Person.Work work = person.work();
        Person.Standing standing = person.standing();
        out.writeStartObject();
        out.writeStringField("userid", person.userId());
        out.writeStringField("unionid", person.unionId());
        out.writeStringField("name", person.name());
        text(out, "avatar", contact.avatar());
        if (showsMobile) {
            text(out, "state_code", contact.stateCode());
            text(out, "mobile", contact.mobile());
        }
        flag(out, "hide_mobile", contact.hideMobile());
        if (!thirdParty) {
            text(out, "telephone", contact.telephone());
        }
        text(out, "job_number", work.jobNumber());
        text(out, "title", work.title());
        if (showsPersonal) {
            text(out, "email", contact.email());
            text(out, "org_email", contact.orgEmail());
            text(out, "work_place", work.workPlace());
            text(out, "remark", work.remark());
            text(out, "extension", work.extension());
        }
        departments(out, person);
        number(out, "dept_order", work.order());
        if (!thirdParty) {
            number(out, "hired_date", work.hiredDate());
        }
        flag(out, "active", standing.active());
        flag(out, "admin", standing.admin());
        flag(out, "boss", standing.boss());
        flag(out, "leader", standing.leaderOf().contains(department));
        if (!thirdParty) {
            flag(out, "exclusive_account", person.enterprise() != null);
            enterprise(out, person.enterprise());
        }
        out.writeEndObject();
    }

    private void departments(JsonGenerator out, Person person) throws IOException {
        if (asPrinted) {
            out.writeStringField("dept_id_list", person.departments().toString().replace(" ", ""));
            return;
        }
        out.writeArrayFieldStart("dept_id_list");
        for (long id : person.departments()) {
            out.writeNumber(id);
        }
        out.writeEndArray();
    }

    /** Not for third-party applications either (assumption: the page says so of exclusive_account only). */
    private void enterprise(JsonGenerator out, Person.@Nullable Enterprise enterprise) throws IOException {
        if (enterprise == null) {
            return;
        }
        text(out, "login_id", enterprise.loginId());
        text(out, "exclusive_account_type", enterprise.type());
        text(out, "nickname", enterprise.nickname());
        text(out, "exclusive_account_corp_id", enterprise.corpId());
        text(out, "exclusive_account_corp_name", enterprise.corpName());
        if (enterprise.disabled() != null) {
            flag(out, "disable_status", enterprise.disabled());
        }
    }

    private static void text(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }

    private void number(JsonGenerator out, String name, @Nullable Long value) throws IOException {
        if (value != null) {
            scalar(out, name, value);
        }
    }

    private void scalar(JsonGenerator out, String name, long value) throws IOException {
        if (asPrinted) {
            out.writeStringField(name, Long.toString(value));
        } else {
            out.writeNumberField(name, value);
        }
    }

    private void flag(JsonGenerator out, String name, boolean value) throws IOException {
        if (asPrinted) {
            out.writeStringField(name, Boolean.toString(value));
        } else {
            out.writeBooleanField(name, value);
        }
    }
}
