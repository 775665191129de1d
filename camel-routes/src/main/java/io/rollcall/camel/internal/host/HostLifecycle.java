package io.rollcall.camel.internal.host;

import io.rollcall.camel.Rollcall;
import io.rollcall.camel.RollcallStartException;
import io.rollcall.config.ConfigurationException;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Installs Rollcall when a context begins to start, unless somebody did so already or it is switched off, and ends it when
 * the context stops. Used by the thread that starts or stops the context.
 */
final class HostLifecycle extends LifecycleStrategySupport {
    private @Nullable Installed installed;
    private @Nullable VetoCamelContextStartException refusal;

    /** What was installed here, and must be closed. */
    private record Installed(Rollcall rollcall, HostStateStore store) {}

    @Override
    public void onContextInitializing(CamelContext context) throws VetoCamelContextStartException {
        if (Rollcall.of(context).isPresent()) {
            if (refusal != null) {
                // a part of it is in the context already: another start would find the rest missing
                throw refusal;
            }
            return;
        }
        HostBeans beans = new HostBeans(context);
        HostStateStore store = new HostStateStore(beans);
        try {
            HostConfiguration configuration = HostConfiguration.read(context, System.getenv());
            if (configuration.isEnabled()) {
                installed =
                        new Installed(HostInstallation.install(context, configuration.config(), beans, store), store);
            }
        } catch (ConfigurationException wrong) {
            refusal = RollcallStartException.of(wrong, context);
            throw refusal;
        } catch (Exception defect) {
            refusal = new VetoCamelContextStartException("Rollcall cannot start", defect, context, true);
            throw refusal;
        } finally {
            if (installed == null) {
                store.close();
            }
        }
    }

    @Override
    public void onContextStopping(CamelContext context) {
        if (installed != null) {
            ShutdownStrategy grace = context.getShutdownStrategy();
            installed
                    .store()
                    .endWaits(
                            Duration.of(grace.getTimeout(), grace.getTimeUnit().toChronoUnit()));
            // a context whose start was refused takes itself for stopped already, and says no more than this
            if (context.getStatus().isStopped()) {
                installed.store().close();
            }
        }
    }

    @Override
    public void onContextStopped(CamelContext context) {
        if (installed != null) {
            installed.store().close();
        }
    }

    /** Camel shows it where a start is refused. */
    @Override
    public String toString() {
        return "Rollcall";
    }
}
