package io.rollcall.camel.internal.host;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/** What Camel finds on the class path. */
public final class HostPlugin implements ContextServicePlugin {

    // a context is not ready for more than this while it is being made, and whatever went wrong here would only be
    // logged
    @Override
    public void load(CamelContext context) {
        context.addLifecycleStrategy(new HostLifecycle());
    }
}
