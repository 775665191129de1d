package io.rollcall.app;

import io.rollcall.app.control.NamedChannels;
import io.rollcall.app.control.UsageException;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.tell.Channel;
import io.rollcall.tell.Verdict;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a test message to a channel. */
@Command(
        name = "tell",
        description = {
            "Sends one test message to a channel that tells people about runs (rollcall.tell.NAME).",
            "",
            "The message counts as one of the month. A channel that was stopped because of its configuration works again"
                    + " once a test message arrives."
        },
        footer = {"", "Exit code: 0 if the message arrived, 1 otherwise.", "", "Example: rollcall tell ops --test"})
final class TellCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    @Parameters(paramLabel = "NAME", description = "The name of a configured channel.")
    private String name = "";

    @Option(names = "--test", description = "Sends one test message.")
    private boolean test;

    TellCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (!test) {
            throw new UsageException("Say what to send: rollcall tell NAME --test sends one test message.");
        }
        Configuration configuration = global.configuration();
        Channel channel = NamedChannels.of(configuration.config(), name);
        try (Engine engine = Engine.start(configuration.config(), FlowListener.NONE, global.calls())) {
            Verdict verdict = engine.rollcall().testChannel(name);
            if (verdict instanceof Verdict.Delivered) {
                console.error("The message to " + name + " (" + channel.kind().word() + ") arrived.");
                return ExitCode.DONE;
            }
            console.error(words(verdict));
            return ExitCode.FAILED;
        }
    }

    private String words(Verdict verdict) {
        if (verdict instanceof Verdict.Unknown unknown) {
            return "The message to " + name + " may not have arrived: " + unknown.why() + ". Look into the chat.";
        } else if (verdict instanceof Verdict.NotPosted not) {
            return "The message to " + name + " could not be sent: " + not.why();
        } else if (verdict instanceof Verdict.TooFast tooFast) {
            return "The robot of " + name + " was too fast and is silent. Try again in "
                    + Math.max(1, tooFast.hold().toMinutes()) + " minutes.";
        } else if (verdict instanceof Verdict.Misconfigured wrong) {
            return refused(wrong.code(), wrong.remedy());
        } else if (verdict instanceof Verdict.UsedUp usedUp) {
            return refused(usedUp.code(), usedUp.remedy());
        } else if (verdict instanceof Verdict.Refused refused) {
            return refused(refused.code(), refused.remedy());
        }
        return "The message to " + name + " did not arrive.";
    }

    private String refused(@Nullable String code, String remedy) {
        return "The message to " + name + " was not accepted" + (code == null ? "" : " (" + code + ")") + ": " + remedy;
    }
}
