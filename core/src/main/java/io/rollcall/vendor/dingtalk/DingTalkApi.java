package io.rollcall.vendor.dingtalk;

import io.rollcall.vendor.Operation.Repeat;
import io.rollcall.vendor.OperationName;
import org.jspecify.annotations.Nullable;

/**
 * The calls that Rollcall makes at DingTalk. Conference calls are metered; contacts and the token are on the list of
 * exempt calls (docs/vendors/dingtalk.md §3.3).
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
    // the facts name no permission for these two
    SUB_DEPARTMENTS("sub-departments", Repeat.REPEAT, false, null),
    SUB_DEPARTMENT_IDS("sub-department-ids", Repeat.REPEAT, false, null);

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
