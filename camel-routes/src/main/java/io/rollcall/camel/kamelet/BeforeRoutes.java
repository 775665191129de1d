package io.rollcall.camel.kamelet;

import io.rollcall.camel.RollcallStartException;
import io.rollcall.config.ConfigurationException;
import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Does something once, before a Kamelet's route starts: in a context that is going to start, when all its routes are made
 * and none is started, because what is added later would not be started with them; in a context that runs, when the
 * Kamelet's route starts. Thread-safe.
 */
final class BeforeRoutes {
    private final Work work;
    private boolean awaited;
    private boolean done;

    BeforeRoutes(Work work) {
        this.work = work;
    }

    /** What is done. */
    interface Work {
        void begin(CamelContext context) throws Exception;
    }

    /** Waits for the start of a context that is not started yet. */
    synchronized void await(CamelContext context) {
        if (!awaited && !context.isStarted() && !context.getStatus().isStarting()) {
            awaited = true;
            context.addLifecycleStrategy(new Starting());
        }
    }

    /** Does it now, unless it is done. */
    synchronized void begin(CamelContext context) throws Exception {
        if (!done) {
            work.begin(context);
            done = true;
        }
    }

    private final class Starting extends LifecycleStrategySupport {
        @Override
        public void onContextStarting(CamelContext context) throws VetoCamelContextStartException {
            try {
                begin(context);
            } catch (ConfigurationException wrong) {
                throw RollcallStartException.of(wrong, context);
            } catch (Exception failed) {
                throw new VetoCamelContextStartException("A Kamelet of Rollcall's cannot start", failed, context, true);
            }
        }

        /** Camel shows it where a start is refused. */
        @Override
        public String toString() {
            return "Rollcall's Kamelets";
        }
    }
}
