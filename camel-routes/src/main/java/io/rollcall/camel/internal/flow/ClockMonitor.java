package io.rollcall.camel.internal.flow;

import io.rollcall.call.Clocks;
import io.rollcall.schedule.ClockJump;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when the system clock jumps, and logs it once. Thread-safe. */
public final class ClockMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(ClockMonitor.class);
    private static final long SECONDS_BETWEEN = 10;

    private final Clocks clocks;
    private final DateTimeFormatter local;
    private final ClockJump.Detector detector = new ClockJump.Detector();
    private @Nullable ClockJump last;

    /** @param zone in which the log shows times */
    public ClockMonitor(Clocks clocks, ZoneId zone) {
        this.clocks = clocks;
        this.local =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** Looks now, and every few seconds from then on. */
    public void start(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(this::look, 0, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    synchronized void look() {
        detector.read(clocks.now()).ifPresent(jump -> {
            last = jump;
            LOG.warn(
                    "{}, from {} to {}. It was set, or the machine was suspended. Cron schedules follow the new time;"
                            + " periods are not affected.",
                    jump.words(),
                    local.format(jump.expected()),
                    local.format(jump.found()));
        });
    }

    /** The last jump; empty where there was none. */
    public synchronized Optional<ClockJump> last() {
        return Optional.ofNullable(last);
    }
}
