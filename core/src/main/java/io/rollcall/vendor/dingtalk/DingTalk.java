package io.rollcall.vendor.dingtalk;

import io.rollcall.event.StreamMachine;
import io.rollcall.event.StreamProtocol;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Invitation;
import io.rollcall.model.Meeting;
import io.rollcall.model.Participant;
import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.PeopleSearch;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * DingTalk, for one application: meetings, co-hosts, invitations, the company's directory and its events. Internal and third-party
 * applications differ in their token only. Immutable and thread-safe.
 */
public final class DingTalk
        implements Provider,
                OngoingMeetings,
                CoHosts,
                Invitations,
                DepartmentDirectory,
                DirectoryProofs,
                PeopleSearch,
                StreamProtocol {
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
    private final Operation<WholeCompany, Long> headCount;
    private final Operation<WholeCompany, VisibleScope> scope;
    private final Operation<LeavePage, Page<LeaveRecord>> leaveRecords;
    private final Operation<PersonQuestion, Optional<PersonDetails>> person;
    private final Operation<DepartmentQuestion, Optional<Department>> department;
    private final Operation<PhoneNumber, List<PersonId>> byMobile;
    private final Operation<UserId, List<PersonId>> byUserId;
    private final Operation<Opening, Secret> open;

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
        headCount = new CountUsers(oapi);
        scope = new GetScopes(oapi);
        leaveRecords = new ListLeaveRecords(api);
        person = new GetUser(oapi);
        department = new GetDepartment(oapi);
        byMobile = new FindUserByMobile(oapi);
        byUserId = new FindUserByUnionId(oapi);
        @Nullable StreamSettings stream = settings.stream();
        open = new OpenStream(settings, stream == null ? api : new OpenApi(stream.address()));
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The calendar month, which can only be that of the vendor's own country (docs/vendors/dingtalk.md §3.3): an assumption. */
    @Override
    public List<Secret> secrets() {
        return Stream.of(Optional.of(settings.clientSecret()), Optional.ofNullable(settings.suiteTicket()))
                .flatMap(Optional::stream)
                .toList();
    }

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
    public Operation<WholeCompany, Long> headCount() {
        return headCount;
    }

    @Override
    public Operation<WholeCompany, VisibleScope> scope() {
        return scope;
    }

    @Override
    public Operation<LeavePage, Page<LeaveRecord>> leaveRecords() {
        return leaveRecords;
    }

    @Override
    public Duration longestLeaveSpan() {
        return ListLeaveRecords.LONGEST_SPAN;
    }

    @Override
    public Operation<PersonQuestion, Optional<PersonDetails>> person() {
        return person;
    }

    @Override
    public Operation<DepartmentQuestion, Optional<Department>> department() {
        return department;
    }

    @Override
    public Operation<PhoneNumber, List<PersonId>> byMobile() {
        return byMobile;
    }

    @Override
    public Operation<UserId, List<PersonId>> byUserId() {
        return byUserId;
    }

    @Override
    public Optional<Long> monthlyEvents() {
        return Optional.ofNullable(settings.stream()).map(StreamSettings::monthlyEvents);
    }

    @Override
    public Operation<Opening, Secret> open() {
        return open;
    }

    @Override
    public StreamMachine machine(RandomGenerator random) {
        return new DingTalkStream(settings, quotaZone(), random);
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
