package io.rollcall.schedule;

import io.rollcall.setting.Durations;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import java.time.Duration;
import java.util.regex.Pattern;

/** When a flow runs. */
public sealed interface Schedule {

    /** As one would write it in a configuration. */
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

    /**
     * Reads what somebody wrote. What looks like a period is read as one, so that its faults are explained as a period's;
     * anything else is taken for a cron expression, which is not checked here.
     *
     * @throws MalformedValueException for a period that is none
     */
    static Schedule parse(String text) {
        return Syntax.PERIOD.matcher(text).matches() ? new Every(Syntax.DURATION.read(text)) : new Cron(text);
    }

    /** How periods are written. */
    final class Syntax {
        private static final Pattern PERIOD = Pattern.compile("[+-]?[0-9.]+\\s*\\p{Alpha}*");
        private static final ValueType<Duration> DURATION = ValueTypes.duration(Duration.ofDays(365));

        private Syntax() {}
    }
}
