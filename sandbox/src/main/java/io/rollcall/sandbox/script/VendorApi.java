package io.rollcall.sandbox.script;

import java.util.Arrays;
import java.util.Optional;

/** A vendor operation that the sandbox simulates, under its name in Rollcall's reports. */
public enum VendorApi {
    DINGTALK_TOKEN("dingtalk.token", Family.DINGTALK),
    DINGTALK_ONGOING_MEETINGS("dingtalk.ongoing-meetings", Family.DINGTALK),
    DINGTALK_ORG_MEETINGS("dingtalk.org-meetings", Family.DINGTALK),
    DINGTALK_MEMBERS("dingtalk.members", Family.DINGTALK),
    DINGTALK_SET_CO_HOSTS("dingtalk.set-co-hosts", Family.DINGTALK),
    DINGTALK_INVITE("dingtalk.invite", Family.DINGTALK),
    DINGTALK_OPEN_STREAM("dingtalk.open-stream", Family.DINGTALK),
    DINGTALK_DEPARTMENT_USERS("dingtalk.department-users", Family.DINGTALK_TOPAPI),
    DINGTALK_SUB_DEPARTMENTS("dingtalk.sub-departments", Family.DINGTALK_TOPAPI),
    DINGTALK_SUB_DEPARTMENT_IDS("dingtalk.sub-department-ids", Family.DINGTALK_TOPAPI),
    DINGTALK_DEPARTMENT("dingtalk.department", Family.DINGTALK_TOPAPI),
    DINGTALK_USER("dingtalk.user", Family.DINGTALK_TOPAPI),
    DINGTALK_USER_COUNT("dingtalk.user-count", Family.DINGTALK_TOPAPI),
    DINGTALK_LEAVE_RECORDS("dingtalk.leave-records", Family.DINGTALK),
    DINGTALK_SCOPES("dingtalk.scopes", Family.DINGTALK_TOPAPI),
    DINGTALK_USER_BY_MOBILE("dingtalk.user-by-mobile", Family.DINGTALK_TOPAPI),
    DINGTALK_USER_BY_UNION_ID("dingtalk.user-by-unionid", Family.DINGTALK_TOPAPI),
    HUAWEI_TOKEN("huawei.token", Family.HUAWEI),
    HUAWEI_USER_DETAILS("huawei.user-details", Family.HUAWEI),
    DINGTALK_ROBOT("dingtalk.robot", Family.ROBOT),
    FEISHU_BOT("feishu.bot", Family.ROBOT),
    WECOM_ROBOT("wecom.robot", Family.ROBOT),
    SLACK_WEBHOOK("slack.webhook", Family.ROBOT);

    /** The format in which a server reports errors. */
    public enum Family {
        /** {@code api.dingtalk.*}: the HTTP status, {@code code}, {@code message}, {@code requestid}. */
        DINGTALK,
        /** {@code oapi.dingtalk.*}: HTTP 200, {@code errcode}, {@code errmsg}. */
        DINGTALK_TOPAPI,
        /** Huawei: the HTTP status, {@code error_code}, {@code error_msg}. */
        HUAWEI,
        /** A chat service's robot; each has errors of its own, most of them in HTTP 200. */
        ROBOT
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

    /** The error format of this operation's server. */
    public Family family() {
        return family;
    }

    /** Whether this operation issues tokens, and so requires none. */
    public boolean isToken() {
        return this == DINGTALK_TOKEN || this == HUAWEI_TOKEN;
    }

    /** Whether this operation sends the client id and secret instead of a token. */
    public boolean sendsCredentials() {
        return isToken() || this == DINGTALK_OPEN_STREAM;
    }

    /** Whether this operation counts against the monthly quota (docs/vendors/dingtalk.md §3.3). */
    public boolean isMetered() {
        return this == DINGTALK_SCOPES || (family == Family.DINGTALK && !isToken() && this != DINGTALK_LEAVE_RECORDS);
    }

    /** The operation with this name in reports; empty if there is none. */
    public static Optional<VendorApi> named(String reportName) {
        return Arrays.stream(values())
                .filter(api -> api.reportName.equals(reportName))
                .findFirst();
    }
}
