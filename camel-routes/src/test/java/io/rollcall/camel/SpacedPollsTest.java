package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.flow.RunRequest;
import io.rollcall.hint.Hints;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Trigger;
import io.rollcall.sandbox.Company;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Polls with {@code schedule=auto} of all meetings of the organization, against the sandbox, minutes apart. */
@Tag("slow")
class SpacedPollsTest extends RollcallTestSupport {
    private Instant now = Instant.parse("2026-11-20T08:00:00Z");

    private void begin(String... more) throws Exception {
        play(Company.builtIn());
        String[] properties = {
            "rollcall.flow.board.type=cohost",
            "rollcall.flow.board.users=UN-lisi",
            "rollcall.flow.board.look=organization",
            "rollcall.flow.board.schedule=auto"
        };
        configure(java.util.stream.Stream.concat(java.util.Arrays.stream(properties), java.util.Arrays.stream(more))
                .toArray(String[]::new));
        camel = context;
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        install(clock);
    }

    private FlowReport poll(Mode mode, Trigger trigger) {
        ComponentServices services = camel.getCamelContextExtension().getContextPlugin(ComponentServices.class);
        FlowReport report = services.runner()
                .run(new RunRequest(flow("board"), mode, trigger, Hints.NONE), services.steps(), FlowListener.NONE)
                .orElseThrow();
        now = now.plus(Duration.ofMinutes(1));
        return report;
    }

    private static long members(FlowReport report) {
        return calls(report).getOrDefault("dingtalk.members", 0L);
    }

    private FlowReport fifthPoll() {
        for (int poll = 0; poll < 4; poll++) {
            assertThat(members(poll(Mode.RUN, Trigger.SCHEDULE)))
                    .as("poll " + poll)
                    .isPositive();
        }
        return poll(Mode.RUN, Trigger.SCHEDULE);
    }

    @Test
    void fifthPoll_readsNoPeople_andSaysSo_whileOtherRunsReadAll() throws Exception {
        begin();

        FlowReport fifth = fifthPoll();

        assertThat(members(fifth)).isZero();
        assertThat(outcome(fifth)).isEqualTo("complete");
        assertThat(fifth.result().unread().meetings()).isPositive();
        assertThat(members(poll(Mode.PLAN, Trigger.CALLER))).as("a plan").isPositive();
        assertThat(members(poll(Mode.RUN, Trigger.EVENT)))
                .as("after a gap in the events")
                .isPositive();
    }

    @Test
    void flowThatRemovesRoles_readsEveryMeetingInEveryPoll() throws Exception {
        begin("rollcall.flow.board.remove-unlisted=true", "rollcall.flow.board.max-changes=1");

        assertThat(members(fifthPoll())).isPositive();
    }

    @Test
    void flowWithoutMeteredCalls_readsEveryMeetingInEveryPoll() throws Exception {
        begin("rollcall.dingtalk.monthly-calls=0");

        assertThat(members(fifthPoll())).isPositive();
    }
}
