package io.rollcall.sandbox.internal.huawei;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.sandbox.company.Account;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a found person's details (page 001). */
final class AccountWriter {
    private AccountWriter() {}

    static void write(JsonGenerator out, Account account) throws IOException {
        text(out, "account", account.account());
        text(out, "name", account.name());
        text(out, "englishName", account.englishName());
        text(out, "email", account.email());
        // hidden numbers are not returned to others
        if (!Boolean.TRUE.equals(account.hidePhone())) {
            text(out, "phone", account.phone());
        }
        text(out, "deptName", account.deptName());
        text(out, "number", account.number());
        if (account.updateTime() != null) {
            out.writeNumberField("updateTime", account.updateTime());
        }
        flag(out, "isHardTerminal", account.hardTerminal());
        text(out, "vmrId", account.vmrId());
        text(out, "signature", account.signature());
        text(out, "title", account.title());
        text(out, "description", account.description());
        flag(out, "hidePhone", account.hidePhone());
        text(out, "type", account.type());
        out.writeArrayFieldStart("deptCodes");
        for (String code : account.deptCodes()) {
            out.writeString(code);
        }
        out.writeEndArray();
    }

    private static void text(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }

    private static void flag(JsonGenerator out, String name, @Nullable Boolean value) throws IOException {
        if (value != null) {
            out.writeBooleanField(name, value);
        }
    }
}
