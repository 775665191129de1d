package io.rollcall.vendor.dingtalk;

import io.rollcall.vendor.Operation.Repeat;
import io.rollcall.vendor.OperationName;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls that Rollcall makes at DingTalk. Conference calls are metered; contacts and the token are on the list of
 * exempt calls (docs/vendors/dingtalk.md §3.3, docs/vendors/dingtalk-stream.md §7).
 */
enum DingTalkApi {
    TOKEN("token", Repeat.REPEAT, false, null),
    ONGOING_MEETINGS("ongoing-meetings", Repeat.REPEAT, true, "VideoConference.Conference.Read"),
    ORG_MEETINGS("org-meetings", Repeat.REPEAT, true, "VideoConference.Conference.Read"),
    MEMBERS("members", Repeat.REPEAT, true, "VideoConference.Conference.Read"),
    // setting a co-host twice should be harmless, but that is not proven: look before (§3.4)
    SET_CO_HOSTS("set-co-hosts", Repeat.LOOK_FIRST, true, "VideoConference.Conference.Write"),
    // a second invitation rings the person a second time (§3.4)
    INVITE("invite", Repeat.NEVER, true, "VideoConference.Conference.Write"),
    DEPARTMENT_USERS("department-users", Repeat.REPEAT, false, "qyapi_get_department_member"),
    // not on the list of exempt calls, so assumed to be metered; a repeat would be another one
    // (docs/vendors/dingtalk-stream.md §0.6)
    OPEN_STREAM("open-stream", Repeat.NEVER, true, null),
    // the facts name no permission for these two
    SUB_DEPARTMENTS("sub-departments", Repeat.REPEAT, false, null),
    SUB_DEPARTMENT_IDS("sub-department-ids", Repeat.REPEAT, false, null),
    // where the facts name no permission for the following ones, it is that of the call's page at help.dingtalk.io
    DEPARTMENT("department", Repeat.REPEAT, false, "qyapi_get_department_list"),
    USER("user", Repeat.REPEAT, false, "qyapi_get_member"),
    USER_COUNT("user-count", Repeat.REPEAT, false, "qyapi_get_member"),
    LEAVE_RECORDS("leave-records", Repeat.REPEAT, false, "Contact.Common.Read"),
    // by name not on the list of exempt calls (docs/vendors/dingtalk.md §3.3)
    SCOPES("scopes", Repeat.REPEAT, true, "qyapi_base"),
    USER_BY_MOBILE("user-by-mobile", Repeat.REPEAT, false, "qyapi_get_member_by_mobile"),
    USER_BY_UNION_ID("user-by-unionid", Repeat.REPEAT, false, "qyapi_get_member");

    /** The parts of all addresses, and the fields and constants of all requests, without those that answers have too. */
    static final String[] REQUEST_WORDS = {
        "v1.0",
        "v2",
        "oauth2",
        "accessToken",
        "corpAccessToken",
        "conference",
        "videoConferences",
        "orgConferences",
        "users",
        "lists",
        "members",
        "coHosts",
        "set",
        "invite",
        "contact",
        "empLeaveRecords",
        "topapi",
        "user",
        "list",
        "get",
        "count",
        "getbymobile",
        "getbyunionid",
        "department",
        "listsub",
        "listsubid",
        "auth",
        "scopes",
        "appKey",
        "appSecret",
        "suiteKey",
        "suiteSecret",
        "suiteTicket",
        "authCorpId",
        "language",
        "zh_CN",
        "en_US",
        "size",
        "cursor",
        "order_field",
        "contain_access_limit",
        "entry_asc",
        "entry_desc",
        "modify_asc",
        "modify_desc",
        "custom",
        "only_active",
        "support_exclusive_account_search",
        "startTime",
        "endTime",
        "maxResults",
        "action",
        "add",
        "remove",
        "userList",
        "application/json",
        "application/json; charset=utf-8"
    };

    private final OperationName operation;
    private final Repeat repeat;
    private final boolean metered;
    private final @Nullable String permission;

    DingTalkApi(String call, Repeat repeat, boolean metered, @Nullable String permission) {
        this.operation = new OperationName(DingTalk.NAME, call);
        this.repeat = repeat;
        this.metered = metered;
        this.permission = permission;
    }

    /** The permissions of all calls. */
    static List<String> permissions() {
        return Arrays.stream(values())
                .flatMap(call -> Stream.ofNullable(call.permission))
                .distinct()
                .toList();
    }

    OperationName operation() {
        return operation;
    }

    Repeat repeat() {
        return repeat;
    }

    boolean metered() {
        return metered;
    }

    /** The permission that the call's page requires; null where none is stated. */
    @Nullable String permission() {
        return permission;
    }
}
