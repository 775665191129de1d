package io.rollcall.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.config.RollcallConfig;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of whole companies, over the vendors' real requests and answers. */
class RecordingTest {
    private static final String NOW_MILLIS = Long.toString(Wire.NOW.toEpochMilli());
    private static final String TWO_COMPANIES =
            """
            rollcall.account.beijing.vendor=dingtalk
            rollcall.account.beijing.client-id=key-of-beijing
            rollcall.account.beijing.client-secret=secret-of-beijing
            rollcall.account.beijing.api-url=https://beijing.example.com
            rollcall.account.beijing.oapi-url=https://beijing.example.com
            rollcall.account.berlin.vendor=dingtalk
            rollcall.account.berlin.client-id=key-of-berlin
            rollcall.account.berlin.client-secret=secret-of-berlin
            rollcall.account.berlin.api-url=https://berlin.example.com
            rollcall.account.berlin.oapi-url=https://berlin.example.com
            rollcall.account.rooms.vendor=huawei
            rollcall.account.rooms.app-id=app-of-rooms
            rollcall.account.rooms.app-key=secret-of-rooms
            rollcall.account.rooms.url=https://rooms.example.com
            """;
    private static final String ROSTER =
            """
            rollcall.flow.people.type=roster
            rollcall.flow.people.directory.provider=berlin
            rollcall.flow.people.lookup.provider=rooms
            rollcall.flow.people.lookup.key=job_number
            rollcall.flow.people.output=people.ndjson
            """;

    /** Answers of a company whose every id names it. */
    static String answer(HttpRequest request) {
        String company = String.valueOf(request.base().getHost()).replaceAll("\\..*", "");
        String path = request.path();
        String member = "{'unionId':'UN-busy-" + company + "','conferenceId':'meeting-" + company
                + "','userNick':'Nick of " + company + "','attendStatus':3,'host':true,'joinTime':"
                + NOW_MILLIS.replaceAll("345$", "000") + "}";
        String person = "{'userid':'id-" + company + "','unionid':'UN-idle-" + company + "','name':'Anna " + company
                + "','mobile':'13800138000','state_code':'86','job_number':'JOB-" + company
                + "','hired_date':1597573616828,'create_time':'2020-01-02T03:04:05Z','admin':true,'dept_id_list':[1]}";
        String body;
        if (path.endsWith("oauth2/accessToken")) {
            body = "{'accessToken':'token-of-" + company + "','expireIn':7200}";
        } else if (path.endsWith("appauth")) {
            body = "{'accessToken':'token-of-" + company + "','validPeriod':56326,'createTime':" + NOW_MILLIS
                    + ",'expireTime':" + (Wire.NOW.getEpochSecond() + 56326) + ",'user':{'userId':'u'}}";
        } else if (path.endsWith("/orgConferences")) {
            body = "{'onGoingConfList':[{'conferenceId':'meeting-" + company
                    + "','roomCode':'123 456 789','title':'Title of " + company
                    + "','bizType':'audio_conf','startTime':" + (Wire.NOW.toEpochMilli() - 3_600_000) + "}]}";
        } else if (path.endsWith("/members")) {
            body = "{'memberModels':[" + member + "]}";
        } else if (path.endsWith("/users/lists")) {
            body = request.rawQuery().contains("busy")
                    ? "{'onGoingConfIdList':['meeting-" + company + "'],'memberModelMap':{'k':" + member + "}}"
                    : "{}";
        } else if (path.endsWith("/user/list")) {
            body = "{'errcode':0,'errmsg':'ok','result':{'has_more':false,'list':[" + person + "]}}";
        } else if (path.endsWith("/user/get")) {
            body = "{'errcode':0,'result':" + person + "}";
        } else if (path.endsWith("/listsub")) {
            body = "{'errcode':0,'result':[{'dept_id':7654321,'parent_id':1,'name':'Dept of " + company + "'}]}";
        } else if (path.endsWith("/listsubid")) {
            body = "{'errcode':0,'result':{'dept_id_list':[7654321]}}";
        } else if (path.endsWith("/department/get")) {
            body = "{'errcode':0,'result':{'dept_id':1,'name':'Dept of " + company + "'}}";
        } else if (path.endsWith("/user/count")) {
            body = "{'errcode':0,'result':{'count':17}}";
        } else if (path.endsWith("/scopes")) {
            body = "{'errcode':0,'auth_org_scopes':{'authed_dept':[1],'authed_user':[]}}";
        } else if (path.endsWith("/empLeaveRecords")) {
            body = "{'records':[{'userId':'gone-" + company + "','leaveTime':'2026-11-01T08:00:00Z'}]}";
        } else if (path.contains("/getby")) {
            body = "{'errcode':0,'result':{'userid':'id-" + company + "','contact_type':0}}";
        } else if (path.endsWith("/users/list")) {
            boolean asked = String.valueOf(request.body()).matches(".*(JOB|HW)-.*");
            body = "[" + (asked ? "{'id':'HW-" + company + "','statusCode':0,'name':'Anna'}," : "")
                    + "{'id':'rollcall-probe','statusCode':2}]";
        } else {
            throw new AssertionError(path);
        }
        return body.replace('\'', '"');
    }

    private static HttpResponse respond(HttpRequest request) {
        return HttpResponse.of(
                200,
                Map.of(
                        "Content-Type", "application/json",
                        "Date", "Fri, 20 Nov 2026 08:00:00 GMT",
                        "X-RateLimit-Reset", Long.toString(Wire.NOW.getEpochSecond())),
                answer(request));
    }

    private static Recording record(
            RollcallConfig config, Function<HttpRequest, HttpResponse> vendors, List<String> sent) {
        Recording recording = Recording.of(config, new Random(7), number -> {});
        Wire wire = new Wire(recording.config(), vendors);
        recording.tasks().forEach(wire::execute);
        sent.addAll(wire.requests);
        return recording;
    }

    private static Map<String, String> files(Recording recording) {
        return recording.files(YearMonth.of(2026, 11), "0.2.0").texts();
    }

    @Test
    void recording_ofSeveralCompanies_sendsNoIdOfOneToAnother() {
        List<String> sent = new ArrayList<>();
        Recording recording = record(Wire.config(TWO_COMPANIES + ROSTER), RecordingTest::respond, sent);
        assertThat(recording.tasks()).hasSize(3);
        assertThat(sent.stream().filter(request -> request.startsWith("beijing")))
                .hasSizeGreaterThan(10)
                .allMatch(request -> !request.contains("-berlin"));
        assertThat(sent.stream().filter(request -> request.startsWith("berlin")))
                .hasSizeGreaterThan(10)
                .allMatch(request -> !request.contains("-beijing"));
        assertThat(sent.stream().filter(request -> request.startsWith("rooms") && request.contains("users/list")))
                .anyMatch(request -> request.contains("JOB-berlin"))
                .allMatch(request -> !request.contains("beijing"));
        assertThat(recording.notRecorded().values()).containsOnly(Sentence.CHANGES.with());
        assertThat(recording.isComplete()).isTrue();
    }

    @Test
    void recording_withoutARoster_looksNoOneUp() {
        List<String> sent = new ArrayList<>();
        record(Wire.config(TWO_COMPANIES), RecordingTest::respond, sent);
        assertThat(sent.stream().filter(request -> request.startsWith("rooms") && request.contains("users/list")))
                .singleElement()
                .satisfies(request -> assertThat(request).endsWith("[{\"id\":\"rollcall-probe\"}]"));
    }

    @Test
    void recording_givesNoTime_bySubtractionOfWhichAnyoneKnowsTheSpan() {
        Recording recording = record(Wire.config(TWO_COMPANIES + ROSTER), RecordingTest::respond, new ArrayList<>());
        Map<String, String> files = files(recording);
        // the time of a meeting is kept, so the shift is known here
        String start = String.join("\n", files.values()).replaceAll("(?s).*?\"startTime\" : (\\d{13}).*", "$1");
        long span = Wire.NOW.toEpochMilli() - 3_600_000 - Long.parseLong(start);
        assertThat(span % 1000).isNotZero();
        files.forEach((name, text) -> {
            assertThat(text).as(name).doesNotContain("2026-11-", "1597573616828", "Nov 2026");
            for (Instant time : times(text)) {
                long moved = time.toEpochMilli() + span;
                assertThat(Math.abs(moved - Wire.NOW.toEpochMilli()))
                        .as(name + " " + time)
                        // the member joined in the second of the recording, which no reader can know
                        .matches(distance -> distance == 345 || distance >= 3_600_000);
                assertThat(Math.abs(moved - 1_597_573_616_828L)).as(name).isGreaterThan(24L * 3_600_000);
            }
        });
        assertThat(files.get(RecordingFiles.INDEX)).contains("\"recorded\" : \"2026-11\"");
    }

    private static List<Instant> times(String text) {
        List<Instant> times = new ArrayList<>();
        Matcher number = Pattern.compile("(?<!\\d)\\d{10}(\\d{3})?(?!\\d)").matcher(text);
        while (number.find()) {
            long value = Long.parseLong(number.group());
            times.add(number.group(1) == null ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value));
        }
        Matcher iso = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z").matcher(text);
        while (iso.find()) {
            times.add(Instant.parse(iso.group()));
        }
        return times;
    }

    @Test
    void scan_ofARecordingWhoseRequestsWereNotAnonymised_findsThem() {
        RollcallConfig config = Wire.config(TWO_COMPANIES);
        Application application = config.applications().get("beijing");
        OngoingMeetings meetings =
                application.provider().capability(OngoingMeetings.class).orElseThrow();
        for (boolean leaks : new boolean[] {true, false}) {
            Anonymizer anonymizer = new Anonymizer(new Random(3));
            Recorder recorder = new Recorder(anonymizer, number -> {});
            UserId user = new UserId("UN-busy-beijing");
            HttpResponse answer = respond(meetings.ongoingMeetings().request(user));
            recorder.reading(meetings.ongoingMeetings(), leaks ? same -> same : anonymizer::user)
                    .read(user, answer);
            RecordingScan scan = RecordingScan.of(anonymizer, List.of(application), "0.2.0");
            Map<String, String> texts = new RecordingFiles(
                            recorder.exchanges(), Map.of(), Map.of(), YearMonth.of(2026, 11), "0.2.0")
                    .texts();
            int findings = texts.values().stream().mapToInt(scan::findings).sum();
            if (leaks) {
                assertThat(findings).isPositive();
            } else {
                assertThat(findings).isZero();
            }
        }
    }

    @Test
    void scan_searchesTheTokenThatMadeTheCalls_andWhatIdentifiesTheCompany() {
        Recording recording = record(Wire.config(TWO_COMPANIES + ROSTER), RecordingTest::respond, new ArrayList<>());
        RecordingScan scan = recording.scan("0.2.0");
        for (String text : List.of(
                "token-of-beijing",
                "token-of-rooms",
                "secret-of-berlin",
                "key-of-berlin",
                "app-of-rooms",
                "berlin.example.com")) {
            assertThat(scan.findings("{\"a\":\"" + text + "\"}")).as(text).isPositive();
        }
        files(recording)
                .forEach(
                        (name, text) -> assertThat(scan.findings(text)).as(name).isZero());
    }

    @Test
    void scan_whenPeopleAreCalledLikeWordsOfTheProgram_findsNothing() {
        String[] words = {
            "file",
            "something",
            "answer",
            "members",
            "conference",
            "No person is known",
            "2000-01-01",
            "Accept-Encoding"
        };
        int[] next = {0};
        Recording recording = record(
                Wire.config(TWO_COMPANIES + ROSTER),
                request -> HttpResponse.of(
                        200,
                        Map.of("Vary", "Accept-Encoding", "Server", "nginx"),
                        answer(request).replaceAll("Anna [a-z]+|Title of [a-z]+", words[next[0]++ % words.length])),
                new ArrayList<>());
        RecordingScan scan = recording.scan("0.2.0");
        files(recording)
                .forEach(
                        (name, text) -> assertThat(scan.findings(text)).as(name).isZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{'code':'paramError','message':'m'}",
                "{'code':'Forbidden.AccessDenied.AccessTokenPermissionDenied'}"
            })
    void facts_claimNothing_thatNoAnswerShows(String refusal) {
        Recording recording = record(
                Wire.config(TWO_COMPANIES),
                request -> refusal.isEmpty() || !request.path().matches(".*(users/lists|scopes|members)")
                        ? respond(request)
                        : HttpResponse.of(
                                request.path().endsWith("scopes") ? 200 : 400,
                                Map.of(),
                                request.path().endsWith("scopes")
                                        ? "{\"errcode\":60011,\"errmsg\":\"m\"}"
                                        : refusal.replace('\'', '"')),
                new ArrayList<>());
        Map<String, String> answers = recording.answers();
        boolean isPermission = refusal.contains("Denied");
        if (refusal.isEmpty()) {
            assertThat(answers.get(Assumptions.IDLE)).contains("with 0 rows");
            assertThat(answers.get(Assumptions.HEAD_COUNT))
                    .contains("whole company")
                    .contains("17");
            assertThat(answers.get(Assumptions.KINDS)).contains("2 × bizType audio_conf");
            assertThat(answers.get(Assumptions.DEVICES)).contains("0 people had several rows");
        } else {
            assertThat(answers).doesNotContainKeys(Assumptions.HEAD_COUNT, Assumptions.DEVICES);
            assertThat(answers.containsKey(Assumptions.IDLE)).isEqualTo(!isPermission);
        }
        assertThat(answers).doesNotContainKey(Assumptions.ECHO);
    }

    @Test
    void recording_thatEndedEarly_saysSo_withoutTheReason() {
        Recording recording = Recording.of(Wire.config(TWO_COMPANIES), new Random(7), number -> {});
        recording
                .tasks()
                .forEach(task -> task.abort(
                        new Problem("store", Fault.Kind.NO_ANSWER, null, null, "The file /home/anna/store is full.")));
        assertThat(recording.isComplete()).isFalse();
        assertThat(recording.notRecorded().values()).contains(Sentence.EARLY.with());
        assertThat(files(recording).get(RecordingFiles.INDEX))
                .contains("ended early")
                .doesNotContain("anna");
        assertThat(recording.tasks().get(0).failure()).hasValue("The file /home/anna/store is full.");
    }

    @Test
    void echo_countsPeopleWhoWereFoundOnly() {
        Recording recording = record(Wire.config(TWO_COMPANIES + ROSTER), RecordingTest::respond, new ArrayList<>());
        assertThat(recording.answers().get(Assumptions.ECHO)).startsWith("0 of 1 people");
    }
}
