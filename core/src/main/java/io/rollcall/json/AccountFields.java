package io.rollcall.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.model.UserDetails;
import java.io.IOException;

/** An account as fields of a JSON object, in the roster's order and under its names. Pure and thread-safe. */
public final class AccountFields {
    private AccountFields() {}

    /** Writes the account's fields into an open object. */
    public static void write(JsonGenerator json, UserDetails account) throws IOException {
        Fields.text(json, "id", account.id() == null ? null : account.id().value());
        Fields.text(json, "account", account.account());
        Fields.text(json, "name", account.name());
        Fields.text(json, "englishName", account.englishName());
        Fields.text(json, "email", account.email());
        Fields.text(json, "phone", account.phone());
        Fields.text(json, "departmentName", account.departmentName());
        Fields.texts(json, "departmentCodes", account.departmentCodes());
        Fields.text(json, "sipNumber", account.sipNumber());
        Fields.text(json, "personalMeetingId", account.personalMeetingId());
        Fields.text(json, "type", account.type());
        Fields.text(json, "title", account.title());
        Fields.text(json, "description", account.description());
        Fields.text(json, "signature", account.signature());
        Fields.flag(json, "hidePhone", account.hidePhone());
        Fields.time(json, "updatedAt", account.updatedAt());
    }
}
