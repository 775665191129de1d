package io.rollcall.camel.internal.host;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged, at any level, save by loggers that print whole requests or
 * the host's own settings, and by the test's servers. */
final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    // the program switches the first two off for good, and embedders are warned of the first three (SECURITY.md)
    private static final List<String> NOT_OURS = List.of(
            "org.apache.hc.client5.http.wire",
            "org.apache.hc.client5.http.headers",
            "org.apache.camel.main",
            "io.undertow",
            "org.xnio",
            "org.jboss");

    private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Logged() {}

    static Logged everything() {
        Logged logged = new Logged();
        logged.root.iteratorForAppenders().forEachRemaining(appender -> appender.stop());
        logged.setContext(logged.root.getLoggerContext());
        logged.start();
        logged.root.addAppender(logged);
        logged.root.setLevel(Level.TRACE);
        return logged;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (NOT_OURS.stream().noneMatch(event.getLoggerName()::startsWith)) {
            lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.detachAppender(this);
        root.iteratorForAppenders().forEachRemaining(appender -> appender.start());
    }
}
