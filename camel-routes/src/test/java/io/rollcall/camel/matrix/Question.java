package io.rollcall.camel.matrix;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.sandbox.Company;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.DirectoryProofs.DepartmentQuestion;
import io.rollcall.vendor.DirectoryProofs.LeavePage;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.DirectoryProofs.WholeCompany;
import io.rollcall.vendor.EventStream;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Purpose;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.dingtalk.AppType;
import io.rollcall.vendor.dingtalk.DingTalk;
import io.rollcall.vendor.dingtalk.DingTalkSettings;
import io.rollcall.vendor.huawei.Huawei;
import io.rollcall.vendor.huawei.HuaweiSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A real operation of a real adapter, and what it is asked. The sandbox's built-in company can answer it. */
record Question<I, O>(Operation<I, O> operation, I input) {
    static final String MEETING = "board-meeting";
    static final String PROMOTED = "UN-john";
    static final String INVITED_PHONE = "+8613800138055";

    private static final String NONCE = "0123456789abcdef0123456789abcdef";

    /** The same question, whose answer nobody can read. */
    Question<I, O> readBadly() {
        Operation<I, O> sound = operation;
        return new Question<>(
                new Operation<>() {
                    @Override
                    public OperationName name() {
                        return sound.name();
                    }

                    @Override
                    public HttpRequest request(I asking) {
                        return sound.request(asking);
                    }

                    @Override
                    public ParsedResponse<O> read(I asked, HttpResponse response) {
                        return deeper(asked, response, 0);
                    }

                    private ParsedResponse<O> deeper(I asked, HttpResponse response, int depth) {
                        ParsedResponse<O> reading = deeper(asked, response, depth + 1);
                        return depth < 0 ? sound.read(asked, response) : reading;
                    }

                    @Override
                    public Repeat afterUnknownOutcome() {
                        return sound.afterUnknownOutcome();
                    }

                    @Override
                    public boolean metered() {
                        return sound.metered();
                    }

                    @Override
                    public Purpose purpose() {
                        return sound.purpose();
                    }
                },
                input);
    }

    /** The provider that offers an operation. */
    static Provider provider(Api api, Company company, URI url) {
        Map<String, String> settings = company.settings(url.toString());
        if (api.family() == Api.Family.HUAWEI) {
            Secret key = Secret.of(settings.get("rollcall.huawei.app-key"));
            return new Huawei(new HuaweiSettings(url, settings.get("rollcall.huawei.app-id"), key, "", null));
        }
        boolean thirdParty = api == Api.DINGTALK_TOKEN_THIRD_PARTY;
        return new DingTalk(new DingTalkSettings(
                thirdParty ? AppType.THIRD_PARTY : AppType.INTERNAL,
                settings.get("rollcall.dingtalk.client-id"),
                Secret.of(settings.get("rollcall.dingtalk.client-secret")),
                thirdParty ? settings.get("rollcall.dingtalk.corp-id") : null,
                thirdParty ? Secret.of(settings.get("rollcall.dingtalk.suite-ticket")) : null,
                url,
                url));
    }

    static Question<?, ?> of(Api api, Provider provider, Instant now) {
        if (api.role() == Api.Role.TOKEN) {
            return new Question<>(provider.token(), new TokenContext(now, NONCE));
        }
        if (provider instanceof Huawei huawei) {
            return new Question<>(
                    huawei.details(), new UserLookup.Question("THIRD_ACCOUNT", List.of("zhangsan", "lisi")));
        }
        DingTalk dingtalk = (DingTalk) provider;
        MeetingId meeting = new MeetingId(MEETING);
        DepartmentId root = new DepartmentId(1);
        return switch (api) {
            case ONGOING_MEETINGS -> new Question<>(dingtalk.ongoingMeetings(), new UserId("UN-lisi"));
            case ORG_MEETINGS -> new Question<>(dingtalk.organizationMeetings(), Cursor.FIRST);
            case MEMBERS -> new Question<>(dingtalk.members(), new MeetingPage(meeting, Cursor.FIRST));
            case SET_CO_HOSTS ->
                new Question<>(
                        dingtalk.setCoHosts(),
                        new CoHostChange(meeting, CoHostChange.Action.PROMOTE, List.of(new UserId(PROMOTED))));
            case INVITE ->
                new Question<>(
                        dingtalk.invite(),
                        new Invitation(
                                meeting,
                                null,
                                List.of(new Invitee.Phone(new PhoneNumber(INVITED_PHONE), "Duty officer"))));
            case OPEN_STREAM -> new Question<>(dingtalk.open(), EventStream.Opening.NEW);
            case DEPARTMENT_USERS ->
                new Question<>(
                        dingtalk.people(), new PeoplePage(root, 0, 100, "zh_CN", Map.of("order-field", "custom")));
            case SUB_DEPARTMENTS -> new Question<>(dingtalk.subDepartments(), new SubDepartments(root, "zh_CN"));
            case SUB_DEPARTMENT_IDS -> new Question<>(dingtalk.subDepartmentIds(), root);
            case DEPARTMENT -> new Question<>(dingtalk.department(), new DepartmentQuestion(root, "zh_CN"));
            case USER -> new Question<>(dingtalk.person(), new PersonQuestion(new PersonId("lisi"), "zh_CN"));
            case USER_COUNT -> new Question<>(dingtalk.headCount(), WholeCompany.COMPANY);
            case LEAVE_RECORDS ->
                new Question<>(
                        dingtalk.leaveRecords(), new LeavePage(now.minus(Duration.ofDays(1)), now, Cursor.FIRST));
            case SCOPES -> new Question<>(dingtalk.scope(), WholeCompany.COMPANY);
            case USER_BY_MOBILE -> new Question<>(dingtalk.byMobile(), new PhoneNumber(INVITED_PHONE));
            case USER_BY_UNION_ID -> new Question<>(dingtalk.byUserId(), new UserId("UN-lisi"));
            default -> throw new IllegalArgumentException(api.title());
        };
    }
}
