package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.roster.Departments;
import io.rollcall.roster.PersonPages;
import io.rollcall.roster.RosterBatches;
import io.rollcall.roster.RosterEntry;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host's own route of a roster's steps, with steps of the host in between. */
@Tag("slow")
class RosterStepsTest extends RollcallTestSupport {
    private static final Processor NOTHING = exchange -> {};

    private Processor afterDepartments = NOTHING;
    private Processor afterPages = NOTHING;
    private Processor afterEnrich = NOTHING;
    private Processor afterWrite = NOTHING;

    private Path target() {
        return folder.resolve("people.ndjson");
    }

    private void startRoute(String... more) throws Exception {
        List<String> properties = new ArrayList<>(List.of(
                "rollcall.dingtalk.calls-per-second=0",
                "rollcall.huawei.calls-per-minute=0",
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=people.ndjson"));
        properties.addAll(List.of(more));
        start(properties.toArray(String[]::new));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:people")
                        .to("rollcall:departments?flow=people")
                        .process(exchange -> afterDepartments.process(exchange))
                        .to("rollcall:department-pages?flow=people")
                        .process(exchange -> afterPages.process(exchange))
                        .to("rollcall:enrich?flow=people")
                        .process(exchange -> afterEnrich.process(exchange))
                        .to("rollcall:write?flow=people")
                        .process(exchange -> afterWrite.process(exchange))
                        .to("rollcall:report?flow=people");
            }
        });
    }

    private FlowReport send() {
        return answer().getMessage().getBody(FlowReport.class);
    }

    private Exchange answer() {
        return context.createProducerTemplate().request("direct:people", exchange -> {});
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(target());
    }

    private List<String> files() throws IOException {
        try (var list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("data"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void route_withoutStepsOfTheHost_isTheFlow() throws Exception {
        play(Company.generated(450, 7).withoutLimits());
        startRoute();

        once("people");
        FlowReport own = send();
        List<String> written = lines();
        FlowReport flow = once("people");

        assertThat(outcome(own)).isEqualTo("complete");
        assertThat(own.result().roster()).isEqualTo(flow.result().roster());
        assertThat(own.calls()).isEqualTo(flow.calls());
        assertThat(lines()).isEqualTo(written).hasSize(450);
    }

    @Test
    void steps_whenTheyDropAndChange_shapeTheRoster() throws Exception {
        play(Company.builtIn().withoutLimits());
        List<Object> bodies = new ArrayList<>();
        afterDepartments = exchange -> {
            Departments departments = exchange.getMessage().getBody(Departments.class);
            bodies.add(departments);
            exchange.getMessage()
                    .setBody(departments.filter(department -> department.id().value() != 3));
        };
        afterPages = exchange -> {
            PersonPages pages = exchange.getMessage().getBody(PersonPages.class);
            exchange.getMessage()
                    .setBody(pages.filter(person -> !person.id().value().equals("lisi")));
        };
        afterEnrich = exchange -> {
            RosterBatches batches = exchange.getMessage().getBody(RosterBatches.class);
            exchange.getMessage()
                    .setBody(batches.map(
                            entry -> new RosterEntry(entry.person(), entry.departments(), entry.lookup(), null)));
        };
        afterWrite = exchange -> bodies.add(exchange.getMessage().getBody());
        startRoute();

        FlowReport report = send();

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(bodies).hasSize(2).last().isEqualTo(report.result().roster());
        assertThat(lines()).noneMatch(line -> line.contains("\"lisi\"") || line.contains("\"account\""));
        assertThat(report.result().roster().people()).isEqualTo(lines().size());
        assertThat(sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS))
                .isEqualTo(report.result().roster().departments());
    }

    @Test
    void step_whenItThrows_endsTheRunWithAReportAndTheTargetStays() throws Exception {
        play(Company.builtIn().withoutLimits());
        List<FlowReport> reports = new ArrayList<>();
        listener = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        };
        startRoute();
        send();
        byte[] before = Files.readAllBytes(target());
        afterPages = exchange -> {
            throw new IllegalStateException("zhangsan must not be here");
        };

        Exchange answer = answer();

        assertThat(answer.getException()).hasMessage("zhangsan must not be here");
        assertThat(reports).hasSize(2);
        FlowReport report = reports.get(1);
        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(report.result().problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("IllegalStateException")
                .doesNotContain("zhangsan"));
        assertThat(Files.readAllBytes(target())).isEqualTo(before);
        assertThat(files()).containsExactly("people.ndjson");
        afterPages = NOTHING;
        assertThat(outcome(send())).as("the next run").isEqualTo("complete");
    }

    @Test
    void step_whenAFunctionOfItThrows_isNamedInTheReport() throws Exception {
        play(Company.builtIn().withoutLimits());
        afterEnrich = exchange -> exchange.getMessage()
                .setBody(exchange.getMessage().getBody(RosterBatches.class).map(entry -> {
                    throw new IllegalStateException("zhangsan must not be here");
                }));
        startRoute();

        FlowReport report = send();

        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(report.result().problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .isEqualTo("A step between enrich and write failed (IllegalStateException). Correct the route."));
        assertThat(files()).isEmpty();
    }

    @Test
    void step_whenItReadsHalf_makesTheRosterIncomplete() throws Exception {
        play(Company.builtIn().withoutLimits());
        afterPages = exchange -> exchange.getMessage()
                .setBody(
                        List.of(exchange.getMessage().getBody(PersonPages.class).next()));
        startRoute();

        FlowReport report = send();

        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(report.result().problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("between department-pages and enrich did not read all pages"));
        assertThat(files()).containsExactly("people.incomplete.ndjson");
    }

    @Test
    void route_whenItHasNoWriteStep_failsAndSaysSo() throws Exception {
        play(Company.builtIn().withoutLimits());
        startRoute();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:short").to("rollcall:departments?flow=people").to("rollcall:report?flow=people");
                from("direct:unordered")
                        .to("rollcall:departments?flow=people")
                        .to("rollcall:enrich?flow=people")
                        .to("rollcall:report?flow=people");
            }
        });

        FlowReport report = context.createProducerTemplate().requestBody("direct:short", null, FlowReport.class);
        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(report.result().problems()).singleElement().satisfies(problem -> assertThat(problem.code())
                .isEqualTo("not-written"));

        FlowReport unordered = context.createProducerTemplate().requestBody("direct:unordered", null, FlowReport.class);
        assertThat(outcome(unordered)).isEqualTo("failed");
        assertThat(unordered.result().problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("enrich comes once in a run, after department-pages"));
        assertThat(files()).isEmpty();
        assertThat(outcome(send())).isEqualTo("complete");
    }

    @Test
    void body_whenItIsNone_isRefused() throws Exception {
        play(Company.builtIn().withoutLimits());
        startRoute();
        for (Object body : new Object[] {null, "1", 1, Map.of(), new PersonPages[0]}) {
            afterDepartments = exchange -> exchange.getMessage().setBody(body);
            assertThat(answer().getException())
                    .as("%s", body)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the Departments that rollcall:departments made");
        }
        assertThat(sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS)).isZero();
    }

    @Test
    void step_whenItCollectsEverything_runsOnThatThreadAndTheReportIsTheSame() throws Exception {
        play(Company.generated(450, 7).withoutLimits());
        afterPages = exchange -> {
            List<Object> all = new ArrayList<>();
            exchange.getMessage().getBody(PersonPages.class).forEachRemaining(all::add);
            exchange.getMessage().setBody(all);
        };
        startRoute();

        assertThat(outcome(send())).isEqualTo("complete");
        assertThat(lines()).hasSize(450);
    }

    @Test
    void run_whenItsTimeEndsWhileAStepReads_isStoppedAndSaysSo() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS).then(Preset.QPS));
        List<FlowReport> reports = new ArrayList<>();
        listener = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        };
        afterPages = exchange -> {
            List<Object> all = new ArrayList<>();
            exchange.getMessage().getBody(PersonPages.class).forEachRemaining(all::add);
            exchange.getMessage().setBody(all);
        };
        startRoute("rollcall.flow.people.max-duration=300ms");

        assertThat(answer().getException()).isNotNull();

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(outcome(report)).isEqualTo("incomplete");
            assertThat(report.result().problems())
                    .last()
                    .extracting(problem -> problem.code())
                    .isEqualTo("max-duration");
        });
        assertThat(files()).isEmpty();
    }

    @Test
    void run_whenAStepHandlesItsEnd_saysWhyAllTheSame() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS).then(Preset.QPS));
        afterPages = exchange -> {
            List<Object> all = new ArrayList<>();
            try {
                exchange.getMessage().getBody(PersonPages.class).forEachRemaining(all::add);
            } catch (RuntimeException handled) {
                exchange.setRouteStop(true);
            }
            exchange.getMessage().setBody(all);
        };
        List<FlowReport> reports = new ArrayList<>();
        listener = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        };
        startRoute("rollcall.flow.people.max-duration=300ms");

        assertThat(answer().getException()).isNull();

        assertThat(reports).singleElement().satisfies(report -> assertThat(
                        report.result().problems())
                .last()
                .extracting(problem -> problem.code())
                .isEqualTo("max-duration"));
        assertThat(files()).isEmpty();
    }
}
