package io.rollcall.camel.internal;

import io.rollcall.camel.support.LeanContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.ContextServiceLoaderPluginResolver;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The Camel context that Rollcall's own endpoints and routes live in. A host's route configurations, interceptors,
 * component customizers, event notifiers, context plugins and route reloads belong to the host's context and do not reach
 * it. It has no JMX and an empty registry, and uses the host's class loader. Threads still come from the host's {@link
 * org.apache.camel.spi.ExecutorServiceManager}.
 *
 * <p>Each start after a stop makes a new context, because Camel drops endpoints and components when a context stops. Two
 * hosts of one name do not share anything. Thread-safe.
 */
public final class PrivateContext {
    private final CamelContext host;
    private @Nullable ModelCamelContext context;
    private Consumer<CamelContext> prepare = made -> {};

    /** Makes nothing yet, see {@link #start}. */
    public PrivateContext(CamelContext host) {
        this.host = host;
    }

    /** @param prepare called with each context that is made, before anything else uses it */
    public synchronized void prepare(Consumer<CamelContext> prepare) {
        this.prepare = prepare;
    }

    /** The host's context. */
    public CamelContext host() {
        return host;
    }

    /**
     * Starts a new context, unless there is one.
     *
     * @return the context that is running
     */
    public synchronized ModelCamelContext start() {
        if (context == null) {
            Inside made = new Inside(host.getName() + "-rollcall");
            made.setApplicationContextClassLoader(host.getApplicationContextClassLoader());
            made.setStartupSummaryLevel(StartupSummaryLevel.Off);
            ShutdownStrategy grace = host.getShutdownStrategy();
            made.getShutdownStrategy().setTimeout(grace.getTimeUnit().toMillis(grace.getTimeout()));
            made.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
            made.build();
            made.start();
            prepare.accept(made);
            context = made;
        }
        return context;
    }

    /**
     * The context that is running.
     *
     * @throws IllegalStateException where none is
     */
    public synchronized ModelCamelContext context() {
        if (context == null) {
            throw new IllegalStateException("Rollcall's private Camel context is not started");
        }
        return context;
    }

    /** Stops the context, if there is one: what its routes process may end within the host's shutdown timeout. */
    public void stop() {
        ModelCamelContext stopped;
        synchronized (this) {
            stopped = context;
            context = null;
        }
        if (stopped != null) {
            stopped.stop();
        }
    }

    /** A context that loads no plugin of the class path. */
    private static final class Inside extends LeanContext {
        Inside(String name) {
            super(name);
        }

        @Override
        protected ContextServiceLoaderPluginResolver createContextServiceLoaderPlugin() {
            return new NoPlugins();
        }
    }

    /** Loads no {@link org.apache.camel.spi.ContextServicePlugin}: those of the class path are for the host. */
    private static final class NoPlugins extends ServiceSupport implements ContextServiceLoaderPluginResolver {
        private @Nullable CamelContext context;

        @Override
        public void setCamelContext(CamelContext camelContext) {
            context = camelContext;
        }

        @Override
        public @Nullable CamelContext getCamelContext() {
            return context;
        }
    }
}
