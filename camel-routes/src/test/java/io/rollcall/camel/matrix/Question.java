package io.rollcall.camel.matrix;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.sandbox.Company;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.dingtalk.AppType;
import io.rollcall.vendor.dingtalk.DingTalk;
import io.rollcall.vendor.dingtalk.DingTalkSettings;
import io.rollcall.vendor.huawei.Huawei;
import io.rollcall.vendor.huawei.HuaweiSettings;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A real operation of a real adapter, and what it is asked. The sandbox's built-in company can answer it. */
record Question<I, O>(Operation<I, O> operation, I input) {
    static final String MEETING = "board-meeting";
    static final String PROMOTED = "UN-john";
    static final String RUNG = "+8613800138055";

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
                                meeting, null, List.of(new Invitee.Phone(new PhoneNumber(RUNG), "Duty officer"))));
            case DEPARTMENT_USERS ->
                new Question<>(
                        dingtalk.people(), new PeoplePage(root, 0, 100, "zh_CN", Map.of("order-field", "custom")));
            case SUB_DEPARTMENTS -> new Question<>(dingtalk.subDepartments(), new SubDepartments(root, "zh_CN"));
            case SUB_DEPARTMENT_IDS -> new Question<>(dingtalk.subDepartmentIds(), root);
            default -> throw new IllegalArgumentException(api.title());
        };
    }
}
