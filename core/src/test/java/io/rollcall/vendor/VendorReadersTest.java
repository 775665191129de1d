package io.rollcall.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.http.HttpResponse;
import io.rollcall.http.Samples;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.DirectoryProofs.DepartmentQuestion;
import io.rollcall.vendor.DirectoryProofs.LeavePage;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.DirectoryProofs.WholeCompany;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.UserLookup.Question;
import io.rollcall.vendor.dingtalk.AppType;
import io.rollcall.vendor.dingtalk.DingTalk;
import io.rollcall.vendor.dingtalk.DingTalkSettings;
import io.rollcall.vendor.huawei.Huawei;
import io.rollcall.vendor.huawei.HuaweiSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever arrives, every operation makes an answer or a fault of it, in bounded time, and never throws. */
class VendorReadersTest {
    private static final URI SOMEWHERE = URI.create("http://127.0.0.1:1");
    private static final DingTalk DINGTALK = new DingTalk(
            new DingTalkSettings(AppType.INTERNAL, "key", Secret.of("s"), null, null, SOMEWHERE, SOMEWHERE));
    private static final Huawei HUAWEI = new Huawei(new HuaweiSettings(SOMEWHERE, "app", Secret.of("k"), "", null));
    private static final List<Case<?>> CASES = cases();
    private static final List<Integer> STATUSES = List.of(200, 204, 302, 400, 401, 403, 404, 429, 500, 503);

    private record Case<I>(Operation<I, ?> operation, I input) {
        ParsedResponse<?> read(HttpResponse response) {
            return operation.read(input, response);
        }
    }

    private static List<Case<?>> cases() {
        UserId user = new UserId("UN1");
        MeetingId meeting = new MeetingId("c1");
        DepartmentId root = new DepartmentId(1);
        TokenContext question = new TokenContext(Instant.parse("2026-11-20T08:00:00Z"), "n".repeat(32));
        return List.of(
                new Case<>(DINGTALK.token(), question),
                new Case<>(DINGTALK.ongoingMeetings(), user),
                new Case<>(DINGTALK.organizationMeetings(), Cursor.FIRST),
                new Case<>(DINGTALK.members(), new MeetingPage(meeting, Cursor.FIRST)),
                new Case<>(
                        DINGTALK.setCoHosts(), new CoHostChange(meeting, CoHostChange.Action.PROMOTE, List.of(user))),
                new Case<>(DINGTALK.invite(), new Invitation(meeting, null, List.of(new Invitee.User(user, "N")))),
                new Case<>(DINGTALK.people(), new PeoplePage(root, 0, 100, "", Map.of())),
                new Case<>(DINGTALK.subDepartments(), new SubDepartments(root, "")),
                new Case<>(DINGTALK.subDepartmentIds(), root),
                new Case<>(DINGTALK.open(), EventStream.Opening.NEW),
                new Case<>(DINGTALK.headCount(), WholeCompany.COMPANY),
                new Case<>(DINGTALK.scope(), WholeCompany.COMPANY),
                new Case<>(DINGTALK.leaveRecords(), new LeavePage(Instant.EPOCH, Instant.EPOCH, Cursor.FIRST)),
                new Case<>(DINGTALK.person(), new PersonQuestion(new PersonId("zhangsan"), "")),
                new Case<>(DINGTALK.department(), new DepartmentQuestion(new DepartmentId(37), "")),
                new Case<>(DINGTALK.byMobile(), new PhoneNumber("13800138000")),
                new Case<>(DINGTALK.byUserId(), user),
                new Case<>(HUAWEI.token(), question),
                new Case<>(HUAWEI.details(), new Question("USER_ID", List.of("h1"))));
    }

    @Property(tries = 1000)
    void anyBytes_areReadOrRefused(@ForAll byte[] body, @ForAll("statuses") int status) {
        readByAll(new HttpResponse(status, Map.of(), body));
    }

    @Property(tries = 2000)
    void anyJsonOfTheVendorsWords_isReadOrRefused(@ForAll("json") String body, @ForAll("statuses") int status) {
        readByAll(HttpResponse.of(status, Map.of(), body));
    }

    @Property(tries = 500)
    void anySampleCutShortOrChanged_isReadOrRefused(
            @ForAll("samples") String sample, @ForAll("cuts") double at, @ForAll byte change) {
        byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
        int place = (int) (at * (bytes.length - 1));
        byte[] cut = Arrays.copyOf(bytes, place);
        readByAll(new HttpResponse(200, Map.of(), cut));
        bytes[place] = change;
        readByAll(new HttpResponse(200, Map.of(), bytes));
    }

    @Property(tries = 1000)
    void anySampleWithOneOddValue_isReadOrRefused(
            @ForAll("samples") String sample, @ForAll("odd") String odd, @ForAll("cuts") double at)
            throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> values = new ArrayList<>();
        collect(mapper.readTree(sample), "", values);
        String chosen = values.get((int) (at * (values.size() - 1)));
        readByAll(HttpResponse.of(200, Map.of(), replaced(mapper.readTree(sample), "", chosen, odd)));
    }

    private static void collect(JsonNode node, String path, List<String> paths) {
        paths.add(path);
        node.properties().forEach(field -> collect(field.getValue(), path + "/" + field.getKey(), paths));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), path + "/" + i, paths);
        }
    }

    // as text, because the odd values are not what a JSON library would write
    private static String replaced(JsonNode node, String path, String chosen, String odd) {
        if (path.equals(chosen)) {
            return odd;
        }
        List<String> parts = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                parts.add(replaced(node.get(i), path + "/" + i, chosen, odd));
            }
            return "[" + String.join(",", parts) + "]";
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> parts.add("\"" + field.getKey() + "\":"
                            + replaced(field.getValue(), path + "/" + field.getKey(), chosen, odd)));
            return "{" + String.join(",", parts) + "}";
        }
        return node.toString();
    }

    private static void readByAll(HttpResponse response) {
        for (Case<?> each : CASES) {
            ParsedResponse<?> reading = each.read(response);
            assertThat(reading).isNotNull();
            if (reading instanceof ParsedResponse.Refusal<?> refusal) {
                assertThat(refusal.fault().remedy()).isNotBlank();
            }
        }
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(STATUSES);
    }

    @Provide
    Arbitrary<Double> cuts() {
        return Arbitraries.doubles().between(0, 1);
    }

    @Provide
    Arbitrary<String> samples() {
        return Arbitraries.of(
                        "dingtalk/ongoing-meetings/as-sent.json",
                        "dingtalk/org-meetings/as-sent.json",
                        "dingtalk/members/as-sent.json",
                        "dingtalk/invite/page-sample.json",
                        "dingtalk/department-users/page-sample.json",
                        "dingtalk/department-users/as-sent.json",
                        "dingtalk/sub-departments/as-sent.json",
                        "dingtalk/sub-department-ids/as-sent.json",
                        "dingtalk/user/as-sent.json",
                        "dingtalk/user-count/as-sent.json",
                        "dingtalk/leave-records/as-sent.json",
                        "dingtalk/scopes/as-sent.json",
                        "dingtalk/department/as-sent.json",
                        "dingtalk/user-by-mobile/several.json",
                        "dingtalk/user-by-unionid/as-sent.json",
                        "dingtalk/gateway/403-permission.json",
                        "dingtalk/open-stream/as-printed.json",
                        "huawei/user-details/as-sent.json",
                        "huawei/token/as-sent.json")
                .map(Samples::text);
    }

    @Provide
    Arbitrary<String> json() {
        return value(4);
    }

    @Provide
    Arbitrary<String> odd() {
        return value(1);
    }

    private Arbitrary<String> value(int depth) {
        Arbitrary<String> scalars = Arbitraries.of(
                "null",
                "true",
                "false",
                "0",
                "1",
                "-1",
                "3.0",
                "1e3",
                "1e999999999",
                "-9223372036854775808",
                "99999999999999999999",
                "\"\"",
                "\" \"",
                "\"0\"",
                "\"88\"",
                "\"40014\"",
                "\"true\"",
                "\"c1\"",
                "\"[1,2]\"",
                "\"[\"",
                "\"{\\\"a\\\":\\\"[1]\\\"}\"",
                "\"\\ud800\"");
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> value(depth - 1));
        Arbitrary<String> names = Arbitraries.of(
                "errcode",
                "sub_code",
                "result",
                "list",
                "has_more",
                "next_cursor",
                "userid",
                "dept_id_list",
                "extension",
                "dept_id",
                "parent_id",
                "hired_date",
                "dept_order",
                "code",
                "message",
                "punish",
                "success",
                "requestid",
                "accessToken",
                "expireIn",
                "validPeriod",
                "expireTime",
                "createTime",
                "onGoingConfIdList",
                "memberModelMap",
                "conferenceId",
                "attendStatus",
                "joinTime",
                "duration",
                "memberModels",
                "nextToken",
                "onGoingConfList",
                "hasMore",
                "totalCount",
                "count",
                "records",
                "userId",
                "leaveTime",
                "auth_org_scopes",
                "authed_dept",
                "authed_user",
                "dept_order_list",
                "leader_in_dept",
                "exclusive_account_userid_list",
                "contact_type",
                "error_code",
                "error",
                "error_response",
                "id",
                "statusCode",
                "updateTime",
                "deptCodes",
                "accessdenieddetail",
                "requiredScopes",
                "x");
        Arbitrary<String> arrays = inner.list().ofMaxSize(4).map(items -> "[" + String.join(",", items) + "]");
        Arbitrary<String> objects = Combinators.combine(names, inner)
                .as((name, content) -> "\"" + name + "\":" + content)
                .list()
                .ofMaxSize(8)
                .map(fields -> "{" + String.join(",", fields) + "}");
        return Arbitraries.frequencyOf(Tuple.of(2, scalars), Tuple.of(2, arrays), Tuple.of(5, objects));
    }
}
