package io.rollcall.camel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.model.Participant;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.RosterRepository.Quarantine;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The routes of the page about the component do what the page says. */
@Tag("slow")
class ComponentExamplesTest extends RollcallTestSupport {
    private final List<Object> seen = new CopyOnWriteArrayList<>();

    private void play() throws Exception {
        play(Company.builtIn());
        context.addRoutes(new ComponentExamples());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String uri :
                        List.of("direct:in-a-meeting", "direct:people", "direct:participants", "direct:journal")) {
                    from(uri).process(exchange -> seen.add(exchange.getMessage().getBody()));
                }
            }
        });
        start(
                "rollcall.dingtalk.stream=true",
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-lisi",
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=" + folder.resolve("people.ndjson"));
    }

    private Object ask(String uri, Object body) {
        return context.createProducerTemplate().requestBody(uri, body);
    }

    @Test
    void examples_doWhatThePageSays() throws Exception {
        play();

        ask("direct:meetings-of", "UN-zhangsan");
        assertThat(seen).isNotEmpty().allSatisfy(row -> assertThat(
                        ((Participant) row).attendance().isActive())
                .isTrue());

        ask("direct:promote", null);
        assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();

        ask("direct:call-duty", null);
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
        assertThat(sandbox.invitations("board-meeting", "+8613800138000")).isEqualTo(1);

        seen.clear();
        ask("direct:department", 1);
        assertThat(seen).isNotEmpty().hasOnlyElementsOfType(Person.class);

        assertThat((String) ask("direct:who", List.of("zhangsan"))).startsWith("[{\"lookup\":\"");
        assertThat((String) ask("direct:plan-now", null))
                .startsWith("{\"flow\":\"board\",\"type\":\"cohost\",\"mode\":\"plan\"");
        assertThat((List<?>) ask("direct:maintenance", null)).hasSize(1);
        assertThat(ask("direct:maintenance-is-over", null)).isEqualTo("[]");

        store.rosters()
                .quarantine(
                        "people",
                        new Quarantine(Instant.parse("2026-11-20T03:12:00Z"), 20, 100, List.of(), null),
                        List.of(new PersonId("lisi")));
        assertThat((String) ask("direct:the-roster-is-right", null))
                .startsWith("{\"flow\":\"people\",\"quarantinedAt\"");

        seen.clear();
        ask("direct:who-is-in-meetings", null);
        assertThat(seen).hasSize(3).allSatisfy(members -> assertThat((List<?>) members)
                .hasOnlyElementsOfType(Participant.class));
    }

    @Test
    void approval_betweenPlanAndApply_isInTheReportAndInTheEvents() throws Exception {
        play();

        FlowReport report = (FlowReport) ask("direct:approved", null);

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(changes(report)).containsExactly("promote board-meeting UN-lisi skipped");
        assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isFalse();
        await().until(() -> !seen.isEmpty());
        assertThat(context.getTypeConverter().convertTo(String.class, seen.get(0)))
                .isEqualTo("{\"action\":\"promote\",\"meeting\":\"board-meeting\",\"user\":\"UN-lisi\","
                        + "\"reason\":\"listed\",\"status\":\"skipped\"}");
    }

    @Test
    void faults_areHandledByTheHostsOwnRoute() throws Exception {
        play();
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));

        Exchange answer = context.createProducerTemplate()
                .request("direct:meetings-of", exchange -> exchange.getMessage().setBody("UN-lisi"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("later");
    }
}
