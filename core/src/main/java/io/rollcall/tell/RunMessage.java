package io.rollcall.tell;

import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the message about one run, for applications that send it themselves. Stateless and thread-safe. */
public final class RunMessage {
    private RunMessage() {}

    /**
     * The message about a run.
     *
     * @param when which runs are of interest
     * @return empty for a plan, and for a run that is not of interest
     */
    public static Optional<Message> of(FlowReport report, When when, Language language) {
        boolean fails = report.result().outcome() != RunOutcome.COMPLETE;
        boolean matters = fails || when == When.REPORTS || when.tellsChanges() && PendingChanges.hasNews(report);
        if (report.mode() == Mode.PLAN || !matters) {
            return Optional.empty();
        }
        PendingFlow flow = new PendingFlow(report.flow());
        if (fails) {
            flow.failing(report, Failures.of(report, Set.of()), Map.of(), report.startedAt());
        }
        flow.changes().add(report, language.words(), Names.NONE);
        MessageWriter writer = new MessageWriter(language, when, 0, ZoneOffset.UTC);
        return Optional.of(writer.write(List.of(flow), Pools.NONE, false));
    }
}
