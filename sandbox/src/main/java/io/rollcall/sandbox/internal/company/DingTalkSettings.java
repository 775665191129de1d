package io.rollcall.sandbox.internal.company;

import java.time.Duration;
import java.util.Set;

/**
 * How DingTalk responds. Immutable.
 *
 * @param thirdParty whether the application is a third-party one, installed in the company, or an internal one
 * @param clientId the client id: AppKey, or SuiteKey of a third-party application
 * @param clientSecret the client secret
 * @param corpId the company that authorized the third-party application
 * @param suiteTicket the ticket that is valid now, third-party only
 * @param tokenLife how long a token is valid; 7,200 s at the vendor
 * @param bareThrottle whether {@code oapi} returns 90018 as errcode instead of within 88 (not documented)
 * @param monthlyQuota conference calls per month; 0 for no limit
 * @param withoutPermissions the permissions that the application was not granted
 * @param withhold groups of personal fields that an internal application was not granted: {@code mobile}, {@code personal}
 * @param asPrinted whether user/list responds as its page prints it: numbers and booleans as text
 * @param joining what called people do
 * @param meetingsPage the default page size of the organization's meetings
 * @param stream how events are pushed
 */
public record DingTalkSettings(
        boolean thirdParty,
        String clientId,
        String clientSecret,
        String corpId,
        String suiteTicket,
        Duration tokenLife,
        boolean bareThrottle,
        long monthlyQuota,
        Set<String> withoutPermissions,
        Set<String> withhold,
        boolean asPrinted,
        JoinPolicy joining,
        int meetingsPage,
        StreamSettings stream) {

    /** Reading meetings (page 000). */
    public static final String MEETING_READ = "VideoConference.Conference.Read";

    /** Acting on meetings (pages 002, 004). */
    public static final String MEETING_WRITE = "VideoConference.Conference.Write";

    /** Reading the members of departments (page 003). */
    public static final String CONTACTS_READ = "qyapi_get_department_member";

    /** Reading a department. */
    public static final String DEPARTMENT_READ = "qyapi_get_department_list";

    /** Counting people, and reading a single one (docs/vendors/dingtalk-stream.md §7). */
    public static final String MEMBER_READ = "qyapi_get_member";

    /** Finding people by mobile number. */
    public static final String MOBILE_READ = "qyapi_get_member_by_mobile";

    /** Calling anything that the others do not name. */
    public static final String BASE = "qyapi_base";

    /** Reading leave records (docs/vendors/dingtalk-stream.md §7). */
    public static final String LEAVES_READ = "Contact.Common.Read";

    public DingTalkSettings {
        withoutPermissions = Set.copyOf(withoutPermissions);
        withhold = Set.copyOf(withhold);
    }

    /** Without the secret and the ticket. */
    @Override
    public String toString() {
        return "DingTalkSettings[thirdParty=" + thirdParty + ", clientId=" + clientId + "]";
    }
}
