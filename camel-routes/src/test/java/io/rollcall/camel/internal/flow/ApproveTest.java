package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The key {@code approve}: an endpoint of the host decides which changes of a plan are made. */
class ApproveTest extends RollcallTestSupport {
    private static final String[] BOARD = {
        "rollcall.flow.board.type=cohost",
        "rollcall.flow.board.users=UN-lisi,UN-john",
        "rollcall.flow.board.approve=direct:approve"
    };

    private final List<String> plans = new CopyOnWriteArrayList<>();

    /** Starts a host that answers each plan. */
    private void startHost(Answer answer, String... more) throws Exception {
        play(Company.builtIn());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:approve").process(exchange -> {
                    String plan = exchange.getMessage().getBody(String.class);
                    plans.add(plan);
                    exchange.getMessage().setBody(answer.to(new ObjectMapper().readTree(plan)));
                });
            }
        });
        List<String> properties = new ArrayList<>(List.of(BOARD));
        properties.addAll(List.of(more));
        start(properties.toArray(String[]::new));
    }

    private interface Answer {
        Object to(JsonNode plan) throws Exception;
    }

    @Test
    void approve_whenOneChangeIsDropped_reportsItAsSkippedAndMakesTheOther() throws Exception {
        startHost(plan -> plan.at("/changes/1/user").asText().equals("UN-john")
                ? "[" + plan.at("/changes/0") + "]"
                : "unexpected");

        FlowReport report = once("board");

        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi done", "promote board-meeting UN-john skipped");
        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(sandbox.isCoHost("board-meeting", "UN-john")).isFalse();
        assertThat(plans)
                .singleElement()
                .asString()
                .contains("\"flow\":\"board\"", "\"mode\":\"once\"", "\"status\":\"planned\"", "\"unchanged\":[");
    }

    @Test
    void approve_whenThePlanComesBack_makesAllOfIt() throws Exception {
        startHost(JsonNode::toString);

        assertThat(changes(once("board")))
                .containsExactly("promote board-meeting UN-lisi done", "promote board-meeting UN-john done");
    }

    @Test
    void approve_whenTheAnswerCannotBeUsed_changesNothingAndSaysWhy() throws Exception {
        List<Object> answers = new ArrayList<>(List.of(
                "yes",
                "{}",
                "[{\"action\":\"promote\",\"meeting\":\"board-meeting\",\"user\":\"UN-eve\"}]",
                "[\"UN-lisi\"]",
                ""));
        startHost(plan -> answers.remove(0));

        while (!answers.isEmpty()) {
            FlowReport report = once("board");
            assertThat(changes(report)).hasSize(2).allMatch(change -> change.endsWith("skipped"));
            assertThat(problems(report)).containsExactly("flow board: no-answer");
            assertThat(report.result().problems().get(0).message())
                    .startsWith("The endpoint of rollcall.flow.board.approve did not approve the plan: its response")
                    .doesNotContain("UN-eve");
        }
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
    }

    @Test
    void approve_whenItFails_changesNothing() throws Exception {
        startHost(plan -> {
            throw new IllegalStateException("secret of the host");
        });

        FlowReport report = once("board");

        assertThat(changes(report)).hasSize(2).allMatch(change -> change.endsWith("skipped"));
        assertThat(report.result().problems().get(0).message()).doesNotContain("secret of the host");
        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
    }

    @Test
    void approve_whenThereIsNoResponseWithinMaxDuration_changesNothingAndEndsTheRun() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        startHost(plan -> never(interrupted), "rollcall.flow.board.max-duration=2s");

        FlowReport report = once("board");

        assertThat(changes(report)).hasSize(2).allMatch(change -> change.endsWith("skipped"));
        assertThat(report.result().problems())
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("it did not respond within max-duration"));
        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
    }

    @Test
    void approve_whenRollcallIsStoppedMeanwhile_changesNothingAndEndsTheRun() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        startHost(plan -> never(interrupted));
        CompletableFuture<FlowReport> run = CompletableFuture.supplyAsync(() -> once("board"));
        await().until(() -> !plans.isEmpty());

        Rollcall.of(context).orElseThrow().stop(Duration.ZERO);

        assertThat(changes(run.get(60, TimeUnit.SECONDS))).hasSize(2).noneMatch(change -> change.endsWith("done"));
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
    }

    private static Object never(CountDownLatch interrupted) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return "unreachable";
        } catch (InterruptedException expected) {
            interrupted.countDown();
            throw expected;
        }
    }

    @Test
    void approve_whenTheRunChangesNothing_isNotAsked() throws Exception {
        startHost(JsonNode::toString, "rollcall.flow.board.dry-run=true");

        assertThat(changes(once("board"))).hasSize(2).allMatch(change -> change.endsWith("planned"));
        assertThat(changes(plan("board"))).hasSize(2);
        assertThat(plans).isEmpty();
    }
}
