package io.rollcall.kamelets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.rollcall.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.KameletMain;
import org.slf4j.LoggerFactory;

/** What {@code camel run} starts, against the sandbox, with what it logs kept. */
final class Host implements AutoCloseable {
    private final KameletMain main = new KameletMain("host");
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.rollcall");
    private final Capture log = new Capture();

    Host(Path folder) {
        main.setDownload(false);
        main.addInitialProperty("host.kameletsVersion", "4.18.0");
        set("rollcall.store.url", "embedded:" + folder.resolve("data"));
        root.iteratorForAppenders().forEachRemaining(appender -> appender.stop());
        log.setContext(root.getLoggerContext());
        log.start();
        root.addAppender(log);
        // below that, Camel itself says the parameters of every Kamelet
        ours.setLevel(Level.TRACE);
        root.setLevel(Level.INFO);
    }

    private static final class Capture extends AppenderBase<ILoggingEvent> {
        final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            // the sandbox's server and the HTTP client's own wire log are not ours
            if (!event.getLoggerName().matches("(io\\.undertow|org\\.xnio|org\\.apache\\.hc).*")) {
                lines.add(event.getLoggerName() + " " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
        }
    }

    Queue<String> log() {
        return log.lines;
    }

    Host set(String key, String value) {
        main.addOverrideProperty(key, value);
        return this;
    }

    /** The accounts in the application's own properties. */
    Host configured(Sandbox sandbox) {
        sandbox.settings().forEach(this::set);
        return this;
    }

    /** The application at DingTalk in the parameters of a Kamelet. */
    Host directory(String kamelet, Sandbox sandbox) {
        return parameters(
                kamelet,
                sandbox,
                "rollcall.dingtalk.",
                Map.of(
                        "client-id", "clientId",
                        "client-secret", "clientSecret",
                        "api-url", "apiUrl",
                        "oapi-url", "oapiUrl",
                        "app-type", "appType",
                        "corp-id", "corpId",
                        "suite-ticket", "suiteTicket"));
    }

    /** The application at Huawei Cloud Meeting in the parameters of a Kamelet. */
    Host lookup(String kamelet, Sandbox sandbox, String url) {
        return parameters(
                kamelet, sandbox, "rollcall.huawei.", Map.of("app-id", "appId", "app-key", "appKey", "url", url));
    }

    private Host parameters(String kamelet, Sandbox sandbox, String prefix, Map<String, String> names) {
        new TreeMap<>(sandbox.settings()).forEach((key, value) -> {
            String name = key.startsWith(prefix) ? names.get(key.substring(prefix.length())) : null;
            if (name != null) {
                set("camel.kamelet." + kamelet + "." + name, value);
            }
        });
        return this;
    }

    Host routes(RouteBuilder routes) {
        main.configure().addRoutesBuilder(routes);
        return this;
    }

    /** Keeps what comes from somewhere. */
    Queue<Exchange> collect(String uri) {
        Queue<Exchange> seen = new ConcurrentLinkedQueue<>();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> seen.add(exchange.copy()));
            }
        });
        return seen;
    }

    Host yaml(String file) {
        main.configure().withRoutesIncludePattern("classpath:" + file);
        return this;
    }

    Host start() {
        main.start();
        return this;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    Exchange ask(String uri, Object body) {
        return context().createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("mine", "stays");
        });
    }

    @Override
    public void close() {
        main.stop();
        root.setLevel(before);
        ours.setLevel(null);
        root.detachAppender(log);
        root.iteratorForAppenders().forEachRemaining(appender -> appender.start());
    }
}
