package io.rollcall.camel.internal.flow;

import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/** The component of the endpoints {@code rollcall-schedule:flow}, which fire on the schedules of flows. Thread-safe. */
final class ScheduleComponent extends DefaultComponent {
    private final FlowScheduler scheduler;

    ScheduleComponent(FlowScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String flow, Map<String, Object> parameters) {
        return new ScheduleEndpoint(uri, this, flow);
    }

    private final class ScheduleEndpoint extends DefaultEndpoint {
        private final String flow;

        ScheduleEndpoint(String uri, Component component, String flow) {
            super(uri, component);
            this.flow = flow;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("A schedule cannot be sent to. Send to rollcall:run?flow=NAME.");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new ScheduleConsumer(this, processor, flow, scheduler);
        }
    }
}
