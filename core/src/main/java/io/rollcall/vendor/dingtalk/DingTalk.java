package io.rollcall.vendor.dingtalk;

import io.rollcall.model.CoHostChange;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Invitation;
import io.rollcall.model.Meeting;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * DingTalk, for one application: meetings, co-hosts, invitations and the company's directory. Internal and third-party
 * applications differ in their token only. Immutable and thread-safe.
 */
public final class DingTalk implements Provider, OngoingMeetings, CoHosts, Invitations, DepartmentDirectory {
    private final DingTalkSettings settings;

    /** The provider's name in configurations and reports. */
    public static final String NAME = "dingtalk";

    private final Operation<TokenContext, AccessToken> token;
    private final Operation<UserId, List<Participant>> ongoingMeetings;
    private final Operation<Cursor, Page<Meeting>> organizationMeetings;
    private final Operation<MeetingPage, Page<Participant>> members;
    private final Operation<CoHostChange, Accepted> setCoHosts;
    private final Operation<Invitation, Accepted> invite;
    private final Operation<PeoplePage, People> people;
    private final Operation<SubDepartments, List<Department>> subDepartments;
    private final Operation<DepartmentId, List<DepartmentId>> subDepartmentIds;

    public DingTalk(DingTalkSettings settings) {
        this.settings = settings;
        OpenApi api = new OpenApi(settings.api());
        TopApi oapi = new TopApi(settings.oapi());
        token = new GetAccessToken(settings, api);
        ongoingMeetings = new ListOngoingMeetings(api);
        organizationMeetings = new ListOrganizationMeetings(api);
        members = new ListMembers(api);
        setCoHosts = new SetCoHosts(api);
        invite = new InviteUsers(api);
        people = new ListDepartmentUsers(oapi);
        subDepartments = new ListSubDepartments(oapi);
        subDepartmentIds = new ListSubDepartmentIds(oapi);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The calendar month, which can only be that of the vendor's own country (docs/vendors/dingtalk.md §3.3): an assumption. */
    @Override
    public ZoneId quotaZone() {
        return ZoneId.of("Asia/Shanghai");
    }

    @Override
    public Operation<TokenContext, AccessToken> token() {
        return token;
    }

    @Override
    public Operation<UserId, List<Participant>> ongoingMeetings() {
        return ongoingMeetings;
    }

    @Override
    public Operation<Cursor, Page<Meeting>> organizationMeetings() {
        return organizationMeetings;
    }

    @Override
    public Operation<MeetingPage, Page<Participant>> members() {
        return members;
    }

    @Override
    public Operation<CoHostChange, Accepted> setCoHosts() {
        return setCoHosts;
    }

    @Override
    public Operation<Invitation, Accepted> invite() {
        return invite;
    }

    @Override
    public Operation<PeoplePage, People> people() {
        return people;
    }

    @Override
    public PeoplePage firstPage(DepartmentId department) {
        return new PeoplePage(
                department,
                0,
                ListDepartmentUsers.LARGEST_PAGE,
                "zh_CN",
                Map.of(DingTalkVendor.ORDER_FIELD.name(), "custom"));
    }

    @Override
    public Operation<SubDepartments, List<Department>> subDepartments() {
        return subDepartments;
    }

    @Override
    public Operation<DepartmentId, List<DepartmentId>> subDepartmentIds() {
        return subDepartmentIds;
    }

    @Override
    public boolean hasSameCredentials(Provider other) {
        return other instanceof DingTalk dingTalk
                && settings.appType() == dingTalk.settings.appType()
                && Objects.equals(settings.corpId(), dingTalk.settings.corpId())
                && Secret.isSame(settings.clientSecret(), dingTalk.settings.clientSecret())
                && Secret.isSame(settings.suiteTicket(), dingTalk.settings.suiteTicket());
    }
}
