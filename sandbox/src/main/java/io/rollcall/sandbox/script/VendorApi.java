package io.rollcall.sandbox.script;

import java.util.Arrays;
import java.util.Optional;

/** One vendor operation that the sandbox answers, under the name that Rollcall's reports count it by. */
public enum VendorApi {
    DINGTALK_TOKEN("dingtalk.token", Family.DINGTALK),
    DINGTALK_ONGOING_MEETINGS("dingtalk.ongoing-meetings", Family.DINGTALK),
    DINGTALK_ORG_MEETINGS("dingtalk.org-meetings", Family.DINGTALK),
    DINGTALK_MEMBERS("dingtalk.members", Family.DINGTALK),
    DINGTALK_SET_CO_HOSTS("dingtalk.set-co-hosts", Family.DINGTALK),
    DINGTALK_INVITE("dingtalk.invite", Family.DINGTALK),
    DINGTALK_DEPARTMENT_USERS("dingtalk.department-users", Family.DINGTALK_TOPAPI),
    DINGTALK_SUB_DEPARTMENTS("dingtalk.sub-departments", Family.DINGTALK_TOPAPI),
    DINGTALK_SUB_DEPARTMENT_IDS("dingtalk.sub-department-ids", Family.DINGTALK_TOPAPI),
    HUAWEI_TOKEN("huawei.token", Family.HUAWEI),
    HUAWEI_USER_DETAILS("huawei.user-details", Family.HUAWEI);

    /** The shape in which a server reports errors. */
    public enum Family {
        /** DingTalk's new generation: the HTTP status decides, {@code code}, {@code message}, {@code requestid}. */
        DINGTALK,
        /** DingTalk's old generation: HTTP 200, {@code errcode}, {@code errmsg}. */
        DINGTALK_TOPAPI,
        /** Huawei: the HTTP status decides, {@code error_code}, {@code error_msg}. */
        HUAWEI
    }

    private final String reportName;
    private final Family family;

    VendorApi(String reportName, Family family) {
        this.reportName = reportName;
        this.family = family;
    }

    /** The name in reports and company files, such as {@code dingtalk.set-co-hosts}. */
    public String reportName() {
        return reportName;
    }

    /** How this operation's server shapes its errors. */
    public Family family() {
        return family;
    }

    /** Whether this operation hands out tokens, and therefore asks for none. */
    public boolean isToken() {
        return this == DINGTALK_TOKEN || this == HUAWEI_TOKEN;
    }

    /** Whether DingTalk meters this operation by the month: every conference call is (docs/vendors/dingtalk.md §3.3). */
    public boolean isConference() {
        return family == Family.DINGTALK && this != DINGTALK_TOKEN;
    }

    /** The operation of that report name, or empty. */
    public static Optional<VendorApi> named(String reportName) {
        return Arrays.stream(values())
                .filter(api -> api.reportName.equals(reportName))
                .findFirst();
    }
}
