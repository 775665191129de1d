package io.rollcall.roster;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.rollcall.json.UtcTime;
import io.rollcall.json.WholeText;
import io.rollcall.model.AccountId;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON, byte for byte as Jackson's data binding writes them with {@link RosterJson#mapper}, without its
 * reflection, which C1 compiles badly. Not thread-safe.
 */
final class EntryJson implements AutoCloseable {
    private static final SerializableString LINE_END = new SerializedString("\n");

    private static final SerializableString USER_ID = new SerializedString("userId");
    private static final SerializableString UNION_ID = new SerializedString("unionId");
    private static final SerializableString NAME = new SerializedString("name");
    private static final SerializableString DEPARTMENTS = new SerializedString("departments");
    private static final SerializableString TITLE = new SerializedString("title");
    private static final SerializableString JOB_NUMBER = new SerializedString("jobNumber");
    private static final SerializableString EMAIL = new SerializedString("email");
    private static final SerializableString ORG_EMAIL = new SerializedString("orgEmail");
    private static final SerializableString STATE_CODE = new SerializedString("stateCode");
    private static final SerializableString MOBILE = new SerializedString("mobile");
    private static final SerializableString HIDE_MOBILE = new SerializedString("hideMobile");
    private static final SerializableString TELEPHONE = new SerializedString("telephone");
    private static final SerializableString WORK_PLACE = new SerializedString("workPlace");
    private static final SerializableString REMARK = new SerializedString("remark");
    private static final SerializableString AVATAR = new SerializedString("avatar");
    private static final SerializableString DEPARTMENT_ORDER = new SerializedString("departmentOrder");
    private static final SerializableString EXTENSION = new SerializedString("extension");
    private static final SerializableString HIRED_AT = new SerializedString("hiredAt");
    private static final SerializableString ACTIVE = new SerializedString("active");
    private static final SerializableString ADMIN = new SerializedString("admin");
    private static final SerializableString BOSS = new SerializedString("boss");
    private static final SerializableString LEADER = new SerializedString("leader");
    private static final SerializableString ENTERPRISE_ACCOUNT = new SerializedString("enterpriseAccount");
    private static final SerializableString LOOKUP = new SerializedString("lookup");
    private static final SerializableString ACCOUNT = new SerializedString("account");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString ENGLISH_NAME = new SerializedString("englishName");
    private static final SerializableString PHONE = new SerializedString("phone");
    private static final SerializableString DEPARTMENT_NAME = new SerializedString("departmentName");
    private static final SerializableString DEPARTMENT_CODES = new SerializedString("departmentCodes");
    private static final SerializableString SIP_NUMBER = new SerializedString("sipNumber");
    private static final SerializableString PERSONAL_MEETING_ID = new SerializedString("personalMeetingId");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString DESCRIPTION = new SerializedString("description");
    private static final SerializableString SIGNATURE = new SerializedString("signature");
    private static final SerializableString HIDE_PHONE = new SerializedString("hidePhone");
    private static final SerializableString UPDATED_AT = new SerializedString("updatedAt");

    private final JsonGenerator json;
    private final char[] characters = new char[256];

    /** @param out stays open */
    EntryJson(OutputStream out) throws IOException {
        json = RosterJson.FACTORY.createGenerator(out).setRootValueSeparator(LINE_END);
    }

    /** Writes a record, and a line end before it unless it is the first. */
    void write(RosterEntry entry) throws IOException {
        json.writeStartObject();
        person(entry.person());
        LookupStatus lookup = entry.lookup();
        text(LOOKUP, lookup == null ? null : lookup.word());
        UserAccount account = entry.account();
        if (account != null) {
            json.writeFieldName(ACCOUNT);
            json.writeStartObject();
            account(account);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void person(Person person) throws IOException {
        text(USER_ID, person.id().value());
        UserId unionId = person.unionId();
        text(UNION_ID, unionId == null ? null : unionId.value());
        text(NAME, person.name());
        departments(person.departments());
        text(TITLE, person.title());
        text(JOB_NUMBER, person.jobNumber());
        text(EMAIL, person.email());
        text(ORG_EMAIL, person.orgEmail());
        text(STATE_CODE, person.stateCode());
        text(MOBILE, person.mobile());
        bool(HIDE_MOBILE, person.hideMobile());
        text(TELEPHONE, person.telephone());
        text(WORK_PLACE, person.workPlace());
        text(REMARK, person.remark());
        text(AVATAR, person.avatar());
        Long order = person.departmentOrder();
        if (order != null) {
            json.writeFieldName(DEPARTMENT_ORDER);
            json.writeNumber(order);
        }
        extension(person.extension());
        time(HIRED_AT, person.hiredAt());
        bool(ACTIVE, person.active());
        bool(ADMIN, person.admin());
        bool(BOSS, person.boss());
        bool(LEADER, person.leader());
        bool(ENTERPRISE_ACCOUNT, person.enterpriseAccount());
    }

    private void departments(List<DepartmentId> departments) throws IOException {
        json.writeFieldName(DEPARTMENTS);
        json.writeStartArray();
        for (DepartmentId department : departments) {
            json.writeNumber(department.value());
        }
        json.writeEndArray();
    }

    private void extension(Map<String, String> extension) throws IOException {
        boolean begun = false;
        for (Map.Entry<String, String> one : extension.entrySet()) {
            String value = one.getValue();
            if (value != null && !value.isEmpty()) {
                if (!begun) {
                    json.writeFieldName(EXTENSION);
                    json.writeStartObject();
                    begun = true;
                }
                json.writeFieldName(WholeText.of(one.getKey()));
                value(value);
            }
        }
        if (begun) {
            json.writeEndObject();
        }
    }

    private void account(UserAccount account) throws IOException {
        AccountId id = account.id();
        text(ID, id == null ? null : id.value());
        text(ACCOUNT, account.account());
        text(NAME, account.name());
        text(ENGLISH_NAME, account.englishName());
        text(EMAIL, account.email());
        text(PHONE, account.phone());
        text(DEPARTMENT_NAME, account.departmentName());
        departmentCodes(account.departmentCodes());
        text(SIP_NUMBER, account.sipNumber());
        text(PERSONAL_MEETING_ID, account.personalMeetingId());
        text(TYPE, account.type());
        text(TITLE, account.title());
        text(DESCRIPTION, account.description());
        text(SIGNATURE, account.signature());
        bool(HIDE_PHONE, account.hidePhone());
        time(UPDATED_AT, account.updatedAt());
    }

    private void departmentCodes(List<String> codes) throws IOException {
        if (!codes.isEmpty()) {
            json.writeFieldName(DEPARTMENT_CODES);
            json.writeStartArray();
            for (String code : codes) {
                value(code);
            }
            json.writeEndArray();
        }
    }

    private void text(SerializableString name, @Nullable String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            json.writeFieldName(name);
            value(text);
        }
    }

    private void bool(SerializableString name, @Nullable Boolean value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeBoolean(value);
        }
    }

    private void time(SerializableString name, @Nullable Instant time) throws IOException {
        if (time != null) {
            json.writeFieldName(name);
            value(UtcTime.text(time));
        }
    }

    // C1 reads an array of characters several times as fast as a text that is not Latin
    private void value(String text) throws IOException {
        int length = text.length();
        if (length > characters.length) {
            json.writeString(WholeText.of(text));
            return;
        }
        text.getChars(0, length, characters, 0);
        for (int at = 0; at < length; at++) {
            if (Character.isSurrogate(characters[at])) {
                json.writeString(WholeText.of(text));
                return;
            }
        }
        json.writeString(characters, 0, length);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
