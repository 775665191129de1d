package io.rollcall.camel;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Rollcall's health in a host: down once the Java virtual machine has failed, until the application is restarted. It is among
 * the context's health checks where the host has any. Thread-safe.
 */
final class JvmHealthCheck implements HealthCheck, Consumer<VirtualMachineError> {
    private static final String ID = "rollcall";

    private volatile @Nullable VirtualMachineError error;
    private volatile boolean enabled = true;

    private JvmHealthCheck() {}

    /** Starts to listen, and adds the check to the context's. */
    static JvmHealthCheck in(CamelContext context) {
        JvmHealthCheck health = new JvmHealthCheck();
        FatalErrors.addListener(health);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.register(health);
        }
        return health;
    }

    /** Stops listening. */
    void end() {
        FatalErrors.removeListener(this);
    }

    @Override
    public void accept(VirtualMachineError failed) {
        error = failed;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Result call(Map<String, Object> options) {
        VirtualMachineError failed = error;
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        return failed == null
                ? result.up().build()
                : result.down()
                        .message("The Java virtual machine failed ("
                                + failed.getClass().getSimpleName() + "). Restart the application.")
                        .error(failed)
                        .build();
    }
}
