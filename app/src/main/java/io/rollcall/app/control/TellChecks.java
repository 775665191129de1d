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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
                .filter(status -> status.fingerprint().equals(channel.fingerprint()))
                .map(status -> status.with(status.fingerprint(), now));
        if (known.isPresent() && known.get().state() != State.UP) {
            return down(known.get(), subject, flows, test, now);
        }
        if (flows.isEmpty()) {
            return CheckLine.of(
                    CHECK,
                    Result.WARNING,
                    subject,
                    flows,
                    "No flow uses it: add it to rollcall.flow.FLOW.tell. " + test);
        }
        Instant delivered = known.map(ChannelStatus::deliveredAt).orElse(null);
        return delivered == null
                ? CheckLine.of(CHECK, Result.NOT_TESTABLE, subject, flows, test)
                : CheckLine.of(
                        CHECK,
                        Result.OK,
                        subject,
                        flows,
                        "The last message arrived at " + BillingMonth.words(delivered, config.timezone()) + ".");
    }

    private CheckLine down(ChannelStatus status, String subject, List<String> flows, String test, Instant now) {
        String since = " " + capitalized(status.state().word()) + " since "
                + BillingMonth.words(status.since(), config.timezone()) + ".";
        Result result = status.state() == State.STOPPED ? Result.FAILED : Result.WARNING;
        String remedy = sentence(status.remedy()) + since + until(status, now) + " " + test;
        return new CheckLine(CHECK, result, subject, flows, null, status.code(), null, remedy, null);
    }

    private static String sentence(@Nullable String remedy) {
        return remedy == null ? "" : remedy.endsWith(".") ? remedy : remedy + ".";
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private String until(ChannelStatus status, Instant now) {
        Duration hold = status.hold(now);
        return hold.isZero()
                ? ""
                : " Messages are sent again from " + BillingMonth.words(now.plus(hold), config.timezone()) + ".";
    }
}
