package io.rollcall.camel.support;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.TypeConverterRegistry;

/**
 * A Camel context that creates type converters, languages, the injector and the threads of redeliveries when they are first used, which most
 * commands never do: docs/decisions/0020-start-up-work.md. It has no JMX. Thread-safe.
 */
public class LeanContext extends DefaultCamelContext {

    /** A context that is not built yet; {@link #build} does that. */
    public LeanContext(String name) {
        super(false);
        disableJMX();
        getCamelContextExtension().setName(name);
    }

    @Override
    protected boolean eagerCreateTypeConverter() {
        return false;
    }

    @Override
    protected TypeConverterRegistry createTypeConverterRegistry() {
        return (TypeConverterRegistry) createTypeConverter();
    }

    @Override
    public TypeConverter getTypeConverter() {
        // the registry is the converter
        return (TypeConverter) getTypeConverterRegistry();
    }

    @Override
    protected void doStartStandardServices() {
        // each is created by its getter
    }

    @Override
    protected ScheduledExecutorService createErrorHandlerExecutorService() {
        return new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, getName() + "-redelivery");
            thread.setDaemon(true);
            return thread;
        });
    }
}
