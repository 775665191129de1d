package io.rollcall.camel.watch;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * The health check of a part of Rollcall. Only a failed Java virtual machine counts for liveness and readiness: a restart
 * repairs nothing else, and an application that is taken out of service because a vendor is down fails its own users too.
 * Thread-safe.
 */
final class PartHealthCheck implements HealthCheck {
    private final RollcallHealth health;
    private final RollcallHealth.Part part;
    private volatile boolean enabled = true;

    PartHealthCheck(RollcallHealth health, RollcallHealth.Part part) {
        this.health = health;
        this.part = part;
    }

    @Override
    public String getGroup() {
        return "rollcall";
    }

    @Override
    public String getId() {
        return part.id();
    }

    @Override
    public boolean isReadiness() {
        return part == RollcallHealth.Part.JVM;
    }

    @Override
    public boolean isLiveness() {
        return part == RollcallHealth.Part.JVM;
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
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        if (!enabled) {
            return result.unknown().message("Disabled").build();
        }
        RollcallHealth.State state = health.state(part);
        result.detail(CHECK_ID, getId()).detail(CHECK_GROUP, getGroup());
        state.details().forEach(result::detail);
        if (state.problem() == null) {
            return result.up().build();
        }
        return result.down().message(state.problem()).error(state.error()).build();
    }
}
