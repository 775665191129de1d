package io.rollcall.vendor.huawei;

import io.rollcall.json.Json;
import io.rollcall.model.AccountId;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserDetails.Status;
import io.rollcall.vendor.RecordedFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one item of an answer (docs/vendors/huawei.md §1). Types and statuses are open sets. */
final class UserDetailsRow {
    /** What a recording may keep of a row. */
    static final RecordedFields FIELDS = RecordedFields.NONE
            .ids("id", "account", "vmrId", "deptCodes", "deptCode")
            .dates("updateTime")
            .keep("statusCode", "type", "hidePhone", "isHardTerminal", "country", "sortLevel")
            .hide("name", "englishName", "email", "phone", "deptName", "deptNamePath", "number", "title", "description")
            .hide("signature")
            .words("NORMAL_USER", "HARD_TERMINAL", "WHITE_BOARD", "HW_VISION_MEMBER", "IDEA_HUB_MEMBER");

    private UserDetailsRow() {}

    static boolean looksLikeOne(Json row) {
        return row.has("id") || row.has("statusCode") || row.has("account");
    }

    static UserDetails read(Json row) {
        String id = row.at("id").id();
        UserAccount account = new UserAccount(
                id == null ? null : new AccountId(id),
                row.at("account").text(),
                row.at("name").text(),
                row.at("englishName").text(),
                row.at("email").text(),
                row.at("phone").text(),
                row.at("deptName").text(),
                row.at("deptCodes").texts(),
                row.at("number").text(),
                row.at("vmrId").text(),
                row.at("type").text(),
                row.at("title").text(),
                row.at("description").text(),
                row.at("signature").text(),
                row.at("hidePhone").bool(),
                row.at("isHardTerminal").bool(),
                row.at("updateTime").instant());
        Json status = row.at("statusCode");
        return new UserDetails(status(status, row), status.number(), account);
    }

    // the page's own example has neither id nor statusCode
    private static Status status(Json status, Json row) {
        if (!status.isSaid()) {
            return hasData(row) ? Status.FOUND : Status.UNKNOWN;
        }
        return switch (code(status.number())) {
            case 0 -> Status.FOUND;
            case 1 -> Status.UNCHANGED; // exists; since when it is unchanged is not documented
            case 2 -> Status.NOT_FOUND;
            case 3 -> Status.FORBIDDEN;
            default -> Status.UNKNOWN;
        };
    }

    private static int code(@Nullable Long said) {
        return said == null || said < 0 || said > 3 ? -1 : said.intValue();
    }

    private static boolean hasData(Json row) {
        for (Map.Entry<String, Json> field : row.fields().entrySet()) {
            if (!field.getKey().equals("id") && field.getValue().isSaid()) {
                return true;
            }
        }
        return false;
    }
}
