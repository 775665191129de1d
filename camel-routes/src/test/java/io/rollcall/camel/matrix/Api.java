package io.rollcall.camel.matrix;

import io.rollcall.sandbox.script.VendorApi;

/** The operations of the matrix: what the vendor's facts say of each, independent of the code under test. */
enum Api {
    DINGTALK_TOKEN(
            "dingtalk.token (internal)",
            VendorApi.DINGTALK_TOKEN,
            Family.NEW,
            Role.TOKEN,
            "{\"accessToken\":\"token\",\"expireIn\":7200}"),
    DINGTALK_TOKEN_THIRD_PARTY(
            "dingtalk.token (third-party)",
            VendorApi.DINGTALK_TOKEN,
            Family.NEW,
            Role.TOKEN,
            "{\"accessToken\":\"token\",\"expireIn\":7200}"),
    ONGOING_MEETINGS("dingtalk.ongoing-meetings", VendorApi.DINGTALK_ONGOING_MEETINGS, Family.NEW, Role.READ, "{}"),
    ORG_MEETINGS(
            "dingtalk.org-meetings",
            VendorApi.DINGTALK_ORG_MEETINGS,
            Family.NEW,
            Role.READ,
            "{\"hasMore\":false,\"totalCount\":0}"),
    MEMBERS(
            "dingtalk.members",
            VendorApi.DINGTALK_MEMBERS,
            Family.NEW,
            Role.READ,
            "{\"memberModels\":[],\"totalCount\":200}"),
    SET_CO_HOSTS(
            "dingtalk.set-co-hosts", VendorApi.DINGTALK_SET_CO_HOSTS, Family.NEW, Role.WRITE, "{\"success\":true}"),
    INVITE("dingtalk.invite", VendorApi.DINGTALK_INVITE, Family.NEW, Role.WRITE, "{\"success\":true}"),
    OPEN_STREAM(
            "dingtalk.open-stream",
            VendorApi.DINGTALK_OPEN_STREAM,
            Family.NEW,
            Role.OPEN,
            "{\"endpoint\":\"ws://127.0.0.1:1/connect\",\"ticket\":\"t\"}"),
    DEPARTMENT_USERS(
            "dingtalk.department-users",
            VendorApi.DINGTALK_DEPARTMENT_USERS,
            Family.OLD,
            Role.READ,
            "{\"errcode\":0,\"errmsg\":\"ok\",\"result\":{\"has_more\":false,\"list\":[]}}"),
    SUB_DEPARTMENTS(
            "dingtalk.sub-departments",
            VendorApi.DINGTALK_SUB_DEPARTMENTS,
            Family.OLD,
            Role.READ,
            "{\"errcode\":0,\"result\":[]}"),
    SUB_DEPARTMENT_IDS(
            "dingtalk.sub-department-ids",
            VendorApi.DINGTALK_SUB_DEPARTMENT_IDS,
            Family.OLD,
            Role.READ,
            "{\"errcode\":0,\"result\":{\"dept_id_list\":[37]}}"),
    DEPARTMENT(
            "dingtalk.department",
            VendorApi.DINGTALK_DEPARTMENT,
            Family.OLD,
            Role.READ,
            "{\"errcode\":0,\"result\":{\"dept_id\":1,\"name\":\"Company\"}}"),
    USER(
            "dingtalk.user",
            VendorApi.DINGTALK_USER,
            Family.OLD,
            Role.READ,
            "{\"errcode\":0,\"result\":{\"userid\":\"lisi\"}}"),
    USER_COUNT(
            "dingtalk.user-count",
            VendorApi.DINGTALK_USER_COUNT,
            Family.OLD,
            Role.READ,
            "{\"errcode\":0,\"result\":{\"count\":12}}"),
    LEAVE_RECORDS(
            "dingtalk.leave-records", VendorApi.DINGTALK_LEAVE_RECORDS, Family.NEW, Role.READ, "{\"records\":[]}"),
    SCOPES(
            "dingtalk.scopes",
            VendorApi.DINGTALK_SCOPES,
            Family.OLD,
            Role.READ,
            "{\"errcode\":0,\"auth_org_scopes\":{\"authed_dept\":[1]}}"),
    USER_BY_MOBILE(
            "dingtalk.user-by-mobile",
            VendorApi.DINGTALK_USER_BY_MOBILE,
            Family.OLD,
            Role.READ,
            "{\"errcode\":0,\"result\":{\"userid\":\"lisi\"}}"),
    USER_BY_UNION_ID(
            "dingtalk.user-by-unionid",
            VendorApi.DINGTALK_USER_BY_UNION_ID,
            Family.OLD,
            Role.READ,
            "{\"errcode\":0,\"result\":{\"userid\":\"lisi\",\"contact_type\":0}}"),
    HUAWEI_TOKEN(
            "huawei.token",
            VendorApi.HUAWEI_TOKEN,
            Family.HUAWEI,
            Role.TOKEN,
            "{\"accessToken\":\"token\",\"validPeriod\":56326}"),
    USER_DETAILS(
            "huawei.user-details",
            VendorApi.HUAWEI_USER_DETAILS,
            Family.HUAWEI,
            Role.READ,
            "[{\"id\":\"lisi\",\"statusCode\":2}]");

    /** How a vendor's server says what is wrong. */
    enum Family {
        /** DingTalk's new generation: the HTTP status and a code in words (docs/vendors/dingtalk.md §3.1). */
        NEW,
        /** DingTalk's old generation: HTTP 200 and an errcode (§3.1). */
        OLD,
        /** Huawei: the HTTP status and a code of nine digits (docs/vendors/huawei.md §3). */
        HUAWEI
    }

    /** What a call is for, which decides whether it may be repeated. */
    enum Role {
        /** Gets the token that the others need; may be repeated. */
        TOKEN,
        /** Changes nothing; may be repeated. */
        READ,
        /**
         * Asks where to connect for events; carries no token (docs/vendors/dingtalk-stream.md §1). The call never repeats it: the
         * connection's own pauses and limits decide about the next one.
         */
        OPEN,
        /** Changes something that people notice; never repeated unless it was certainly not done. */
        WRITE
    }

    private final String title;
    private final VendorApi atServer;
    private final Family family;
    private final Role role;
    private final String genuine;

    Api(String title, VendorApi atServer, Family family, Role role, String genuine) {
        this.title = title;
        this.atServer = atServer;
        this.family = family;
        this.role = role;
        this.genuine = genuine;
    }

    /** The name on the page. */
    String title() {
        return title;
    }

    /** The same operation at the sandbox. */
    VendorApi atServer() {
        return atServer;
    }

    /** The name in reports. */
    String reportName() {
        return atServer.reportName();
    }

    /** Whether another call gets a token for this one. */
    boolean needsToken() {
        return role != Role.TOKEN && role != Role.OPEN;
    }

    /** The operation that gets this one's token; itself where it needs none. */
    Api token() {
        if (!needsToken()) {
            return this;
        }
        return family == Family.HUAWEI ? HUAWEI_TOKEN : DINGTALK_TOKEN;
    }

    Family family() {
        return family;
    }

    Role role() {
        return role;
    }

    /**
     * Every conference call and the scope are counted by the month, other contacts and tokens are not
     * (docs/vendors/dingtalk.md §3.3); opening a connection for events is assumed to be (docs/vendors/dingtalk-stream.md §0.6).
     */
    boolean metered() {
        return this == SCOPES || (family == Family.NEW && role != Role.TOKEN && this != LEAVE_RECORDS);
    }

    /** An answer without fault, as text. */
    String genuine() {
        return genuine;
    }
}
