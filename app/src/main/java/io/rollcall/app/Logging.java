package io.rollcall.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Configures logging in code: to standard error, short lines, Rollcall at INFO and everything else at WARN. There is no
 * configuration file to switch other loggers on with, as some of them would print requests whole, tokens included.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    // these loggers print whole requests, so they stay off at any level
    private static final List<String> NEVER =
            List.of("org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers");

    // these loggers warn about intended behaviour, or repeat messages of Rollcall
    private static final List<String> ERRORS_ONLY = List.of(
            "org.apache.camel.impl.engine.DefaultShutdownStrategy",
            // Flyway, as the store's jar calls it
            "io.rollcall.store.internal.flyway",
            "com.zaxxer.hikari",
            "io.netty",
            "io.undertow",
            "org.xnio",
            "org.jboss");

    /** Sets the zone of the log's times. */
    static void showTimesIn(ZoneId zone) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                    .iteratorForAppenders()
                    .forEachRemaining(appender -> {
                        if (appender instanceof ConsoleAppender<ILoggingEvent> stderr) {
                            stderr.setEncoder(encoder(loggers, zone));
                        }
                    });
        }
    }

    private static PatternLayoutEncoder encoder(LoggerContext loggers, ZoneId zone) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, " + zone + "} %-5level %logger{20} - %msg%n");
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(loggers);
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder(loggers, ZoneId.systemDefault()));
        stderr.start();
        loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(stderr);
        loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        loggers.getLogger("io.rollcall").setLevel(Level.INFO);
        ERRORS_ONLY.forEach(name -> loggers.getLogger(name).setLevel(Level.ERROR));
        NEVER.forEach(name -> loggers.getLogger(name).setLevel(Level.OFF));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
