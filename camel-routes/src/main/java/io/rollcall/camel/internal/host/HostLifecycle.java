package io.rollcall.camel.internal.host;

import io.rollcall.camel.Rollcall;
import io.rollcall.camel.RollcallComponent;
import io.rollcall.camel.api.RollcallStartException;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.RollcallConfig;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Installs Rollcall when a context begins to start, unless it is installed already or switched off, and ends it when
 * the context stops. Used by the thread that starts or stops the context.
 */
final class HostLifecycle extends LifecycleStrategySupport {
    private @Nullable Installed installed;
    private @Nullable RollcallConfig applied;
    private boolean installedByHost;

    /** What was installed here, and must be closed. */
    private record Installed(Rollcall rollcall, RollcallConfig config, HostStateStore store) {}

    @Override
    public void onContextInitializing(CamelContext context) throws VetoCamelContextStartException {
        if (installedByHost || Rollcall.of(context).isPresent()) {
            // a Rollcall that the host's code installed stays the host's at the next start too
            installedByHost = installed == null;
            return;
        }
        HostBeans beans = new HostBeans(context);
        HostStateStore store = new HostStateStore(beans);
        try {
            HostConfiguration configuration = HostConfiguration.read(context, System.getenv());
            if (configuration.isEnabled()) {
                RollcallConfig config = applied == null ? configuration.config() : applied;
                installed = new Installed(HostInstallation.install(context, config, beans, store), config, store);
            }
        } catch (ConfigurationException wrong) {
            throw RollcallStartException.of(wrong, context);
        } catch (Exception defect) {
            throw new VetoCamelContextStartException("Rollcall cannot start", defect, context, true);
        } finally {
            if (installed == null) {
                store.close();
            }
        }
    }

    /** Camel Main and Quarkus set the options of components by themselves. */
    @Override
    public void onComponentAdd(String name, Component component) {
        if (component instanceof RollcallComponent added) {
            CamelContext context = added.getCamelContext();
            Object environment = HostKeys.springEnvironment(context);
            if (environment != null) {
                SpringComponentOptions.bind(context, name, added, environment);
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
                close(installed);
            }
        }
    }

    @Override
    public void onContextStopped(CamelContext context) {
        if (installed != null) {
            close(installed);
        }
    }

    /** The next start reads the host's keys again, unless the host's code has applied something else meanwhile. */
    private void close(Installed ending) {
        ending.store().close();
        RollcallConfig last = ending.rollcall().configuration();
        applied = last == ending.config() ? null : last;
        installed = null;
    }

    /** Camel shows it where a start is refused. */
    @Override
    public String toString() {
        return "Rollcall";
    }
}
