package io.rollcall.app.control;

import io.rollcall.budget.BillingMonth;
import io.rollcall.camel.support.NeededLibraries;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.CheckLine;
import io.rollcall.report.CheckLine.Result;
import io.rollcall.state.StateStore;
import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelStatus;
import io.rollcall.tell.ChannelStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks the channels that tell people about runs, by what is known of them: sends nothing. */
final class TellChecks {
    private static final String CHECK = "tell";

    private final RollcallConfig config;
    private final StateStore store;

    TellChecks(RollcallConfig config, StateStore store) {
        this.config = config;
        this.store = store;
    }

    List<CheckLine> checks(Instant now) {
        return config.channels().stream().map(channel -> line(channel, now)).toList();
    }

    private CheckLine line(Channel channel, Instant now) {
        List<String> flows = config.flows().stream()
                .filter(flow -> flow.tell().contains(channel.name()))
                .map(FlowConfig::name)
                .toList();
        String subject = channel.name() + " (" + channel.kind().word() + ")";
        String test = "To send one message: rollcall tell " + channel.name() + " --test";
        Optional<String> missing = NeededLibraries.remedy(channel.kind());
        if (missing.isPresent()) {
            return CheckLine.of(CHECK, Result.FAILED, subject, flows, missing.get());
        }
        Optional<ChannelStatus> known = store.tell()
                .status(channel.name())
                .filter(status -> status.credentials().equals(channel.fingerprint()) && !status.accepts(now));
        if (known.isPresent()) {
            ChannelStatus status = known.get();
            String remedy = status.remedy() == null ? "" : status.remedy();
            return status.state() == State.STOPPED
                    ? new CheckLine(
                            CHECK, Result.FAILED, subject, flows, null, status.code(), null, remedy + " " + test, null)
                    : CheckLine.of(CHECK, Result.WARNING, subject, flows, remedy + until(status, now));
        }
        if (flows.isEmpty()) {
            return CheckLine.of(
                    CHECK,
                    Result.WARNING,
                    subject,
                    flows,
                    "No flow uses it: add it to rollcall.flow.FLOW.tell. " + test);
        }
        Instant delivered = store.tell()
                .status(channel.name())
                .map(ChannelStatus::deliveredAt)
                .orElse(null);
        return delivered == null
                ? CheckLine.of(CHECK, Result.NOT_TESTABLE, subject, flows, test)
                : CheckLine.of(
                        CHECK,
                        Result.OK,
                        subject,
                        flows,
                        "The last message arrived at " + BillingMonth.words(delivered, config.timezone()) + ".");
    }

    private String until(ChannelStatus status, Instant now) {
        Instant until = status.until();
        return until == null || until.isBefore(now)
                ? ""
                : " Messages are sent again from " + BillingMonth.words(until, config.timezone()) + ".";
    }
}
