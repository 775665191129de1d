package io.rollcall.camel;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open, at whatever level it wants; nothing of it reaches the console. */
public final class Logged implements AutoCloseable {
    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    };

    public Logged(Level level) {
        root.iteratorForAppenders().forEachRemaining(other -> other.stop());
        appender.setContext(loggers);
        appender.start();
        root.addAppender(appender);
        root.setLevel(level);
        // the sandbox's server is not ours
        List.of("io.undertow", "org.xnio", "org.jboss")
                .forEach(name -> loggers.getLogger(name).setLevel(Level.OFF));
    }

    /** All lines, each with its thread, logger and stack trace. */
    public List<String> lines() {
        return events.stream().map(Logged::line).toList();
    }

    /** The same, but of some loggers only what is of a level or above. */
    public List<String> lines(Level least, String... loggers) {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(least)
                        || Stream.of(loggers).noneMatch(event.getLoggerName()::startsWith))
                .map(Logged::line)
                .toList();
    }

    /** The messages of a level that a logger below a package wrote. */
    public List<String> messages(Level level, String loggers) {
        return events.stream()
                .filter(event ->
                        event.getLevel().equals(level) && event.getLoggerName().startsWith(loggers))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static String line(ILoggingEvent event) {
        String stack = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getThreadName() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + stack;
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.detachAppender(appender);
        root.iteratorForAppenders().forEachRemaining(other -> other.start());
    }
}
