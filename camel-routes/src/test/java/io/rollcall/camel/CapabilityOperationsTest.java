package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Invitation;
import io.rollcall.model.InvitationResult;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.UserLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class CapabilityOperationsTest extends RollcallTestSupport {
    private static final MeetingId BOARD = new MeetingId("board-meeting");
    private static final Invitee DUTY = new Invitee.User(new UserId("UN-duty"), "Duty");
    private static final Invitee PHONE = new Invitee.Phone(new PhoneNumber("+8613800138000"), "Duty phone");

    private Object request(String uri, Object body) {
        return context.createProducerTemplate().requestBody(uri, body);
    }

    private Fault faultOf(String uri, Object body) {
        Throwable thrown = catchThrowable(() -> request(uri, body));
        assertThat(thrown).isInstanceOf(CamelExecutionException.class).hasCauseInstanceOf(RollcallFaultException.class);
        return ((RollcallFaultException) thrown.getCause()).fault();
    }

    private static Invitation invitation(Invitee... invitees) {
        return new Invitation(BOARD, null, List.of(invitees));
    }

    private List<AuditRepository.Entry> audit() {
        List<AuditRepository.Entry> entries = new ArrayList<>();
        store.audit().read(null, entries::add);
        return entries;
    }

    @Test
    void context_whenNoFlowIsScheduled_hasNoRouteOfRollcalls() throws Exception {
        play(Company.builtIn());
        start("rollcall.flow.board.type=cohost", "rollcall.flow.board.users=UN-lisi");

        request("rollcall:run?flow=board", null);

        assertThat(context.getRoutes()).isEmpty();
    }

    @Test
    void ongoingMeetings_whenAskedByTextOrId_answersParticipants() throws Exception {
        play(Company.builtIn());
        start();

        for (Object user : List.of("UN-lisi", new UserId("UN-lisi"))) {
            assertThat((List<?>) request("rollcall:ongoing-meetings", user))
                    .extracting(row -> ((Participant) row).meeting().value())
                    .containsExactly("board-meeting", "release-meeting");
        }
    }

    @Test
    void ongoingMeetings_whenCallerDoesNotWait_answersLaterOnAnotherThreadThanTheWorkers() throws Exception {
        play(Company.builtIn());
        configureHost("direct:host", "rollcall:ongoing-meetings");
        start("rollcall.http.concurrency=1");

        CompletableFuture<Object> answer = context.createProducerTemplate().asyncRequestBody("direct:host", "UN-lisi");

        assertThat(answer.get(60, TimeUnit.SECONDS)).asString().contains("rollcall-answers");
    }

    // a host that asks again, and waits, in the middle of its route: with one worker this would never end on a worker
    private void configureHost(String from, String to) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to).process(exchange -> {
                    context.createProducerTemplate().requestBody(to, "UN-john");
                    exchange.getMessage().setBody(Thread.currentThread().getName());
                });
            }
        });
    }

    @Test
    void remedy_ofAnEndpointsCaller_namesTheBody() throws Exception {
        play(Company.builtIn());
        start();

        assertThat(faultOf("rollcall:ongoing-meetings", "UN-nobody").remedy())
                .contains("the message's body")
                .doesNotContain("the flow's configuration");
    }

    @Test
    void oddRows_areLeftOutOfTheAnswer() throws Exception {
        play(Company.builtIn());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.HUAWEI_USER_DETAILS)
                .then(200, java.util.Map.of(), "[null,{\"id\":\"a\",\"statusCode\":0,\"name\":\"A\"},\"x\"]"));
        start();

        assertThat((List<?>) request("rollcall:user-details", List.of("a", "b")))
                .hasSize(1);
    }

    @Test
    void fault_whenTheHostHandlesIt_isCaughtByItsOnException() throws Exception {
        play(Company.builtIn());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                .then(Preset.PERMISSION));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:host")
                        .onException(RollcallFaultException.class)
                        .handled(true)
                        .setBody(simple("caught ${exception.fault.kind.word}: ${exception.message}"))
                        .end()
                        .to("rollcall:ongoing-meetings");
            }
        });
        start();

        assertThat((String) request("direct:host", "UN-lisi"))
                .startsWith("caught permission: permission at dingtalk.ongoing-meetings, code Forbidden.AccessDenied")
                .contains("request ");
        assertThat(new RollcallFaultException(faultOf("rollcall:ongoing-meetings", "UN-lisi")).getStackTrace())
                .isEmpty();
    }

    @Test
    void question_whenItIsNone_isRefusedBeforeAnythingIsSent() throws Exception {
        play(Company.builtIn());
        start();

        assertThatThrownBy(() -> request("rollcall:invite", "text")).isInstanceOf(CamelExecutionException.class);
        assertThatThrownBy(() -> request("rollcall:ongoing-meetings", " "))
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void setCoHosts_whenAccepted_isAudited() throws Exception {
        play(Company.builtIn());
        start();

        assertThat(request(
                        "rollcall:set-co-hosts",
                        new CoHostChange(BOARD, CoHostChange.Action.PROMOTE, List.of(new UserId("UN-lisi")))))
                .isEqualTo(Accepted.ACCEPTED);

        assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
        assertThat(audit()).hasSize(1).first().satisfies(entry -> {
            assertThat(entry.intention().flow()).isEqualTo("rollcall:set-co-hosts");
            assertThat(entry.intention().reason()).isEqualTo("requested");
            assertThat(entry.result()).isEqualTo(AuditRepository.Result.DONE);
            assertThat(entry.requestId()).isNotNull();
        });
    }

    @Test
    void setCoHosts_whenRefused_isAuditedAndThrown() throws Exception {
        play(Company.builtIn());
        start();

        Fault fault = faultOf(
                "rollcall:set-co-hosts",
                new CoHostChange(
                        new MeetingId("nowhere"), CoHostChange.Action.PROMOTE, List.of(new UserId("UN-lisi"))));

        assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND);
        assertThat(audit()).hasSize(1).first().satisfies(entry -> assertThat(entry.result())
                .isEqualTo(AuditRepository.Result.FAILED));
    }

    @Test
    void invite_whenAskedTwice_ringsOnceAndAFlowDoesNotRingAgain() throws Exception {
        play(Company.builtIn());
        start(
                "rollcall.flow.duty.type=invite",
                "rollcall.flow.duty.meetings-of=UN-zhangsan",
                "rollcall.flow.duty.invitees=UN-duty:Duty",
                "rollcall.flow.duty.phones=+86 138 0013 8000");

        assertThat(request("rollcall:invite", invitation(PHONE)))
                .isEqualTo(new InvitationResult(List.of(PHONE), List.of()));
        assertThat(request("rollcall:invite", invitation(DUTY, PHONE, DUTY)))
                .isEqualTo(new InvitationResult(List.of(DUTY), List.of(PHONE)));
        assertThat(request("rollcall:invite", invitation(PHONE, DUTY)))
                .isEqualTo(new InvitationResult(List.of(), List.of(PHONE, DUTY)));
        FlowReport report = once("duty");

        assertThat(changes(report)).isEmpty();
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(2);
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
        assertThat(sandbox.invitations("board-meeting", "+8613800138000")).isEqualTo(1);
    }

    @Test
    void invite_whenOutcomeIsUnknown_isNeverRepeated() throws Exception {
        play(Company.builtIn());
        sandbox.script(
                io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_INVITE).then(Preset.RESET_AFTER));
        start();

        assertThat(faultOf("rollcall:invite", invitation(PHONE)).certainlyNotDone())
                .isFalse();
        assertThat(request("rollcall:invite", invitation(PHONE)))
                .isEqualTo(new InvitationResult(List.of(), List.of(PHONE)));

        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(1);
        assertThat(audit()).hasSize(1).first().satisfies(entry -> assertThat(entry.result())
                .isEqualTo(AuditRepository.Result.UNKNOWN));
    }

    @Test
    void invite_whenCertainlyRefused_mayBeAskedAgain() throws Exception {
        play(Company.builtIn());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.DINGTALK_INVITE)
                .at("1")
                .then(Preset.PERMISSION));
        start();

        assertThat(faultOf("rollcall:invite", invitation(PHONE)).kind()).isEqualTo(Fault.Kind.PERMISSION);
        assertThat(request("rollcall:invite", invitation(PHONE)))
                .isEqualTo(new InvitationResult(List.of(PHONE), List.of()));
    }

    @Test
    void invite_whenTheStoreIsLost_ringsNobody() throws Exception {
        play(Company.builtIn());
        start();
        store.close();

        assertThatThrownBy(() -> request("rollcall:invite", invitation(PHONE)))
                .hasCauseInstanceOf(StoreException.class);
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void userDetails_whenMoreThanABatch_areAskedInBatches() throws Exception {
        play(Company.generated(450, 1).withoutLimits());
        start();
        List<?> everybody = (List<?>) request("rollcall:user-details", question(IntStream.range(0, 600)));

        assertThat(sandbox.calls(VendorApi.HUAWEI_USER_DETAILS)).isEqualTo(3);
        assertThat(everybody).hasSize(600);
        assertThat((List<?>) request("rollcall:user-details", question(IntStream.range(0, 0))))
                .isEmpty();
        assertThat(sandbox.calls(VendorApi.HUAWEI_USER_DETAILS)).isEqualTo(3);
    }

    @Test
    void userDetails_whenOneBatchFails_failAndSendNoFurtherBatch() throws Exception {
        play(Company.generated(450, 1).withoutLimits());
        sandbox.script(io.rollcall.sandbox.script.Fault.on(VendorApi.HUAWEI_USER_DETAILS)
                .at("2")
                .then(Preset.PERMISSION));
        start();

        assertThat(faultOf("rollcall:user-details", question(IntStream.range(0, 1000)))
                        .kind())
                .isEqualTo(Fault.Kind.PERMISSION);
        assertThat(sandbox.calls(VendorApi.HUAWEI_USER_DETAILS)).isEqualTo(2);
    }

    private static UserLookup.Question question(IntStream numbers) {
        return new UserLookup.Question(
                "THIRD_ACCOUNT", numbers.mapToObj(number -> "user" + number).toList());
    }

    @Test
    void run_answersTheReportOfTheFlow() throws Exception {
        play(Company.builtIn());
        start("rollcall.flow.board.type=cohost", "rollcall.flow.board.users=UN-lisi");

        FlowReport report = (FlowReport) request("rollcall:run?flow=board&mode=plan", "any body");

        assertThat(changes(report)).containsExactly("promote board-meeting UN-lisi planned");
    }

    @Test
    void run_whenAListenerBreaks_answersTheReport() throws Exception {
        play(Company.builtIn());
        listener = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                throw new AssertionError("not as expected");
            }
        };
        start("rollcall.flow.board.type=cohost", "rollcall.flow.board.users=UN-lisi");

        assertThat(changes((FlowReport) request("rollcall:run?flow=board", null)))
                .containsExactly("promote board-meeting UN-lisi done");
    }

    @Test
    void callers_whenMany_allGetTheirOwnAnswer() throws Exception {
        play(Company.builtIn().withoutLimits());
        start("rollcall.dingtalk.calls-per-second=0");
        List<String> users = List.of("UN-lisi", "UN-emma", "UN-mary", "UN-john");
        List<CompletableFuture<Object>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(
                    context.createProducerTemplate().asyncRequestBody("rollcall:ongoing-meetings", users.get(i % 4)));
        }
        for (int i = 0; i < 200; i++) {
            String user = users.get(i % 4);
            assertThat((List<?>) answer(answers.get(i))).isNotEmpty().allSatisfy(row -> assertThat(
                            ((Participant) row).user().value())
                    .isEqualTo(user));
        }
    }

    private static Object answer(CompletableFuture<Object> future) throws InterruptedException, ExecutionException {
        return future.orTimeout(20, TimeUnit.SECONDS).get();
    }
}
