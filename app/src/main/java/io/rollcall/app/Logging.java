package io.rollcall.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.rollcall.app.control.UsageException;
import io.rollcall.config.RollcallConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Configures logging in code: Rollcall at INFO and everything else at WARN, to standard error as text until the
 * configuration is read, then where it says. There is no configuration file to switch other loggers on with, as some of them
 * would print requests whole, tokens included.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String STANDARD_ERROR = "stderr";

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

    private static volatile boolean toFile;
    private static volatile boolean json;

    /**
     * Logs as the configuration says.
     *
     * @param zone of the times in text; JSON has UTC
     * @throws UsageException if the file cannot be written; logs then go to standard error
     */
    static void configure(RollcallConfig.Log log, ZoneId zone) {
        Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(STANDARD_ERROR) instanceof ConsoleAppender<ILoggingEvent> stderr) {
            json = log.json();
            FatalExit.printJson(json && log.file() == null);
            stderr.setEncoder(json ? jsonLines() : text(root.getLoggerContext(), zone));
            if (log.file() != null) {
                useFile(log.file(), log, stderr);
            }
        }
    }

    private static void useFile(Path path, RollcallConfig.Log log, ConsoleAppender<ILoggingEvent> stderr) {
        LogFile file = new LogFile(path, log.maxSize(), log.keep(), stderr.getEncoder(), stderr);
        file.setContext(stderr.getContext());
        try {
            file.open();
        } catch (IOException unwritable) {
            throw new UsageException("rollcall.log.file: the log file " + path + " cannot be written: "
                    + LogFile.reason(unwritable) + ".");
        }
        file.start();
        Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(file);
        root.detachAppender(stderr);
        // for those who start a command with -v and wait for its output
        logger(RequestLog.class.getName()).addAppender(stderr);
        toFile = true;
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    /** Prints why a command was refused, and logs it if logs go to a file. */
    static void refused(Console console, String message) {
        console.error(message);
        if (toFile) {
            logger(Main.class.getName()).error(message);
        }
    }

    /** Prints why a command failed, or logs it if standard error is JSON; also logs it if logs go to a file. */
    static void failed(Console console, String text, String message, @Nullable Throwable defect) {
        if (toFile || !json) {
            console.error(text);
        }
        if (toFile || json) {
            logger(Main.class.getName()).error(message, defect);
        }
    }

    private static Encoder<ILoggingEvent> text(LoggerContext loggers, ZoneId zone) {
        TextLines encoder = new TextLines(zone);
        encoder.setContext(loggers);
        return encoder;
    }

    private static Encoder<ILoggingEvent> jsonLines() {
        JsonLines encoder = new JsonLines();
        encoder.start();
        return encoder;
    }

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(loggers);
        stderr.setName(STANDARD_ERROR);
        stderr.setTarget("System.err");
        stderr.setEncoder(text(loggers, ZoneId.systemDefault()));
        stderr.start();
        loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(stderr);
        loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        loggers.getLogger("io.rollcall").setLevel(Level.INFO);
        ERRORS_ONLY.forEach(name -> loggers.getLogger(name).setLevel(Level.ERROR));
        NEVER.forEach(name -> loggers.getLogger(name).setLevel(Level.OFF));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
