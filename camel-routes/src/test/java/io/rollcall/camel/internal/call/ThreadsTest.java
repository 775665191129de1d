package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.VendorApi;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rollcall's threads in a host. */
@Tag("slow")
class ThreadsTest extends RollcallTestSupport {
    private static final int MANY = 3_000;

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("rollcall-"))
                .count();
    }

    /** FINDINGS H5: it took 2,905 threads. */
    @Test
    void split_whenThreeThousandBodiesCallAtOnce_takesFewerThanAHundredThreads() throws Exception {
        play(Company.builtIn().withoutLimits());
        AtomicInteger most = new AtomicInteger();
        AtomicInteger answers = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:all")
                        .split(body())
                        .parallelProcessing()
                        .to("rollcall:ongoing-meetings")
                        .process(exchange -> {
                            if (answers.incrementAndGet() % 100 == 0) {
                                most.accumulateAndGet((int) threads(), Math::max);
                            }
                        });
            }
        });
        start("rollcall.dingtalk.calls-per-second=0", "rollcall.dingtalk.monthly-calls=0");

        context.createProducerTemplate().requestBody("direct:all", Collections.nCopies(MANY, "UN-lisi"));

        assertThat(answers).hasValue(MANY);
        assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(MANY);
        assertThat(most.get()).isBetween(2, 99);
    }

    /** A route that goes on after a call may make another call and block until it ends, on as many threads as it likes. */
    @Test
    void callbacks_whenAllOfThemBlockOnAnotherCall_goOn() throws Exception {
        play(Company.builtIn().withoutLimits());
        AtomicInteger answers = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:all")
                        .split(body())
                        .parallelProcessing()
                        .to("rollcall:ongoing-meetings")
                        .process(exchange -> {
                            exchange.getContext()
                                    .createProducerTemplate()
                                    .requestBody("rollcall:ongoing-meetings", "UN-lisi");
                            answers.incrementAndGet();
                        });
            }
        });
        start("rollcall.dingtalk.calls-per-second=0", "rollcall.dingtalk.monthly-calls=0");

        context.createProducerTemplate().requestBody("direct:all", Collections.nCopies(100, "UN-lisi"));

        assertThat(answers).hasValue(100);
    }

    @Test
    void pools_whenTheHostHasJmx_areSeenThereAndEndWithIt() throws Exception {
        DefaultCamelContext.setDisableJmx(false);
        play(Company.builtIn());
        configure();
        camel = new DefaultCamelContext();
        install();
        camel.createProducerTemplate().requestBody("rollcall:ongoing-meetings", "UN-lisi");

        assertThat(pools())
                .anyMatch(name -> name.contains("rollcall-dingtalk"))
                .anyMatch(name -> name.contains("rollcall-timer"));
        stop();

        assertThat(pools()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains(camel.getName()) && name.contains("rollcall-"));
    }

    private Set<String> pools() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:context=" + camel.getName() + ",type=threadpools,*"), null)
                .stream()
                .map(ObjectName::getCanonicalName)
                .collect(Collectors.toSet());
    }
}
