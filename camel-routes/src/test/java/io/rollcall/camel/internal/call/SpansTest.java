package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** A host that traces with camel-opentelemetry2 (FINDINGS H14: each of Rollcall's requests was a trace of its own). */
@Tag("slow")
class SpansTest extends RollcallTestSupport {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    private final class Collector implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            spans.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    private void trace() throws Exception {
        context.getRegistry()
                .bind(
                        "tracer",
                        SdkTracerProvider.builder()
                                .addSpanProcessor(new Collector())
                                .build()
                                .get("test"));
        context.getRegistry().bind("propagators", ContextPropagators.noop());
        new OpenTelemetryTracer().init(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:host")
                        .split(body())
                        .parallelProcessing()
                        .to("rollcall:ongoing-meetings")
                        .end();
                from("direct:one").to("rollcall:ongoing-meetings");
            }
        });
    }

    private List<SpanData> ofVendors() {
        return spans.stream()
                .filter(span -> span.getAttributes().toString().contains("rollcall-vendor:"))
                .toList();
    }

    private SpanData parent(SpanData child) {
        return spans.stream()
                .filter(span -> span.getSpanId().equals(child.getParentSpanId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void request_whenTheHostTraces_isAChildOfTheCallersSpan() throws Exception {
        play(Company.builtIn().withoutLimits());
        trace();
        start("rollcall.dingtalk.calls-per-second=0");

        context.createProducerTemplate().requestBody("direct:host", Collections.nCopies(5, "UN-lisi"));

        // five requests, and one for the token that the first of them needs
        assertThat(ofVendors()).hasSize(6);
        assertThat(spans)
                .extracting(SpanData::getTraceId)
                .containsOnly(spans.get(0).getTraceId());
        assertThat(ofVendors())
                .allSatisfy(span ->
                        assertThat(parent(span).getAttributes().toString()).contains("rollcall://ongoing-meetings"))
                .extracting(span -> span.getStatus().getStatusCode())
                .containsOnly(StatusCode.UNSET);
        assertThat(ofVendors())
                .filteredOn(span -> span.getAttributes().toString().contains("dingtalk.ongoing-meetings"))
                .hasSize(5)
                .extracting(span -> parent(span).getSpanId())
                .doesNotHaveDuplicates();
        assertThat(ofVendors().toString())
                .contains("rollcall-vendor:dingtalk.ongoing-meetings")
                .doesNotContain("UN-lisi", "secret", "access");
    }

    @Test
    void request_whenItIsRetried_hasASpanEachAndTheFailedOneSaysSo() throws Exception {
        play(Company.builtIn().withoutLimits());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).at("1").then(Preset.QPS));
        trace();
        start("rollcall.dingtalk.calls-per-second=0");
        MDC.put("tenant", "north");

        context.createProducerTemplate().requestBody("direct:one", "UN-lisi");

        assertThat(ofVendors()).hasSize(3);
        assertThat(ofVendors().toString()).contains("throttled");
        assertThat(spans)
                .extracting(SpanData::getTraceId)
                .containsOnly(spans.get(0).getTraceId());
        MDC.clear();
    }
}
