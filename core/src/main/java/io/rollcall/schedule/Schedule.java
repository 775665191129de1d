package io.rollcall.schedule;

import io.rollcall.setting.Durations;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import java.time.Duration;
import java.util.regex.Pattern;

/** When a flow runs. Immutable. */
public sealed interface Schedule {

    /** As written in a configuration. */
    String text();

    /** Once in every period. */
    record Every(Duration period) implements Schedule {
        @Override
        public String text() {
            return Durations.words(period);
        }
    }

    /** At the times of a Quartz cron expression, in the configured time zone. */
    record Cron(String expression) implements Schedule {
        @Override
        public String text() {
            return expression;
        }
    }

    /** When the plan of the month's calls says, see {@code io.rollcall.polling.PollPlan}. */
    record Auto() implements Schedule {
        @Override
        public String text() {
            return "auto";
        }

        /** What is wrong with {@code auto} for a type of flow whose polls are not planned; completes a sentence. */
        public static String refusal(String type) {
            return "must be a period or a cron expression for a flow of type " + type
                    + "; auto is for flows that watch meetings (cohost, invite)";
        }
    }

    /**
     * Reads a schedule: {@code auto}, a period or a cron expression. A text that starts like a period is read as one, so that messages explain periods; anything else is a
     * cron expression, which is not checked here.
     *
     * @throws MalformedValueException if a period is malformed
     */
    static Schedule parse(String text) {
        if (text.equals("auto")) {
            return new Auto();
        }
        return Syntax.PERIOD.matcher(text).matches() ? new Every(Syntax.DURATION.read(text)) : new Cron(text);
    }

    /** The syntax of periods. */
    final class Syntax {
        private static final Pattern PERIOD = Pattern.compile("[+-]?[0-9.]+\\s*\\p{Alpha}*");
        private static final ValueType<Duration> DURATION = ValueTypes.duration(Duration.ofDays(365));

        private Syntax() {}
    }
}
