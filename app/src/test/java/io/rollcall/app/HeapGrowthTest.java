package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.rollcall.app.HeapGrowth.Ratios;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the options of this JVM itself. */
class HeapGrowthTest {
    private static final Ratios ADMINISTRATOR = new Ratios(20, 50);

    private final HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    private final Ratios before = Ratios.inForce(jvm);
    private final HeapGrowth growth = new HeapGrowth();

    @AfterEach
    void restore() {
        Ratios.inForce(jvm).replaceBy(before);
    }

    private static FlowReport report(String flow) {
        return new FlowReport(
                flow,
                "roster",
                Mode.RUN,
                Trigger.SCHEDULE,
                new RunResult(RunOutcome.COMPLETE, List.of(), List.of(), List.of(), null, null),
                Instant.EPOCH,
                Duration.ZERO,
                Map.of(),
                0);
    }

    @Test
    void ratios_whileLargeRostersRun_letTheHeapGrow() {
        before.replaceBy(Ratios.LAUNCHER);

        growth.peopleRead("people", HeapGrowth.LARGE - 1);
        assertThat(Ratios.inForce(jvm)).isEqualTo(Ratios.LAUNCHER);
        growth.peopleRead("people", HeapGrowth.LARGE);
        growth.peopleRead("people", HeapGrowth.LARGE + 1);
        growth.peopleRead("branch", HeapGrowth.LARGE);
        assertThat(Ratios.inForce(jvm)).isEqualTo(Ratios.GROWING);

        growth.finished(report("board"));
        growth.finished(report("people"));
        assertThat(Ratios.inForce(jvm)).as("the other one runs").isEqualTo(Ratios.GROWING);
        growth.finished(report("branch"));
        assertThat(Ratios.inForce(jvm)).isEqualTo(Ratios.LAUNCHER);
    }

    @Test
    void ratios_ofTheAdministrator_stay() {
        before.replaceBy(ADMINISTRATOR);

        growth.peopleRead("people", HeapGrowth.LARGE);
        assertThat(Ratios.inForce(jvm)).isEqualTo(ADMINISTRATOR);
        growth.finished(report("people"));
        assertThat(Ratios.inForce(jvm)).isEqualTo(ADMINISTRATOR);
    }

    @Test
    void ratios_areThoseOfTheLauncher() throws Exception {
        assertThat(Path.of("../dist/src/main/bin/rollcall"))
                .content()
                .contains("-XX:MinHeapFreeRatio=" + Ratios.LAUNCHER.least())
                .contains("-XX:MaxHeapFreeRatio=" + Ratios.LAUNCHER.most());
    }
}
