package io.rollcall.camel.internal.flow;

import io.rollcall.camel.internal.notify.Destination;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.meeting.Approval;
import io.rollcall.meeting.Plan;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Fault;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Asks the endpoint of the key {@code approve} which changes of a plan are to be made. Without a usable response none is
 * made. It waits no longer than the run may last. A plan without changes to make, because there are none or they are paused, and a run that makes none, needs no
 * approval.
 * Thread-safe.
 */
final class ApprovalStep implements Processor {
    private final Destination destination;
    private final ExecutorService hostThreads;

    /** @param hostThreads run the endpoint, which may block */
    ApprovalStep(Destination destination, ExecutorService hostThreads) {
        this.destination = destination;
        this.hostThreads = hostThreads;
    }

    @Override
    public void process(Exchange exchange) {
        FlowRun run = FlowRun.of(exchange);
        Plan plan = exchange.getMessage().getBody(Plan.class);
        if (run != null && plan != null && run.isActing() && !plan.isRefused() && plan.hasPlanned()) {
            exchange.getMessage().setBody(approved(run, plan));
        }
    }

    private Plan approved(FlowRun run, Plan plan) {
        String flow = run.name().flow();
        try {
            String request = Approval.request(run.name(), plan);
            byte[] response = run.await(hostThreads.submit(() -> destination.request(flow, request)));
            return Approval.approved(plan, response);
        } catch (IllegalArgumentException unusable) {
            run.add(problem(run, String.valueOf(unusable.getMessage())));
        } catch (TimeoutException late) {
            run.add(problem(run, "it did not respond within max-duration"));
        } catch (CancellationException stopped) {
            run.add(problem(run, "Rollcall was stopped"));
        } catch (Exception failed) {
            // any exception of a host's endpoint: its message may hold personal data
            run.add(problem(run, "it failed (" + UnexpectedErrors.name(failed) + ")"));
        }
        return plan.skip(change -> true);
    }

    private static Problem problem(FlowRun run, String why) {
        return new Problem(
                "flow " + run.name().flow(),
                Fault.Kind.NO_ANSWER,
                "approve",
                null,
                "The endpoint of " + run.flow().key("approve") + " did not approve the plan: " + why
                        + ". No change was made. Check the endpoint.");
    }
}
